package io.quotegate.feed.sim.binance;

import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.sim.venue.ConnectionLimits;
import java.time.Duration;

/**
 * What Binance allows its clients.
 *
 * @param connection {@code maxRequests} counts frames
 * @param maxStreams most streams of one connection
 * @param pingEvery  how often the server asks for a sign of life
 * @param pongWithin how soon it must come
 * @param maxWeight  REST request weight in a minute
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance, General WSS information</a>
 */
public record BinanceLimits(
        ConnectionLimits connection, int maxStreams, Duration pingEvery, Duration pongWithin, int maxWeight) {
    private static final int KIB = 1024;

    /** As Binance has them. */
    public static final BinanceLimits OWN = new BinanceLimits(
            new ConnectionLimits(
                    new VenueRules(300, Duration.ofMinutes(5), Duration.ZERO),
                    5,
                    Duration.ofSeconds(1),
                    256 * KIB,
                    8 * KIB * KIB),
            1024,
            Duration.ofSeconds(20),
            Duration.ofSeconds(60),
            6000);
}
