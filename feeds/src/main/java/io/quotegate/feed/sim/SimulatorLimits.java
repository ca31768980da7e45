package io.quotegate.feed.sim;

import io.quotegate.feed.VenueRules;
import io.quotegate.market.Venue;
import java.time.Duration;

/**
 * What a venue allows its clients, and how long it waits for them. Told by the venue's documents, not by our client, so
 * that the one checks the other. Tests give shorter times.
 *
 * @param connects        how many WebSocket handshakes from one address
 * @param maxRequests     how much one connection may ask in {@code requestWindow}: on OKX requests, on Binance frames
 * @param maxRequestBytes longest message from a client
 * @param maxStreams      most streams of one connection
 * @param idleAfter       OKX: how long a connection may subscribe to nothing, and how long nothing may go either way
 * @param pingEvery       Binance: how often the server asks for a sign of life
 * @param pongWithin      Binance: how soon it must come
 * @param maxUnsentBytes  what a client may leave unread before it is too slow
 * @param maxWeight       Binance: REST request weight in a minute
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-connect">OKX API v5, WebSocket, Connect</a>
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance, General WSS information</a>
 */
record SimulatorLimits(
        VenueRules connects,
        int maxRequests,
        Duration requestWindow,
        int maxRequestBytes,
        int maxStreams,
        Duration idleAfter,
        Duration pingEvery,
        Duration pongWithin,
        int maxUnsentBytes,
        int maxWeight) {
    private static final int KIB = 1024;
    private static final int UNSENT_BYTES = 8 * KIB * KIB;

    static SimulatorLimits of(Venue venue) {
        return switch (venue) {
            case OKX ->
                new SimulatorLimits(
                        new VenueRules(3, Duration.ofSeconds(1), Duration.ZERO),
                        480,
                        Duration.ofHours(1),
                        64 * KIB,
                        Integer.MAX_VALUE,
                        Duration.ofSeconds(30),
                        Duration.ZERO,
                        Duration.ZERO,
                        UNSENT_BYTES,
                        Integer.MAX_VALUE);
            case BINANCE ->
                new SimulatorLimits(
                        new VenueRules(300, Duration.ofMinutes(5), Duration.ZERO),
                        5,
                        Duration.ofSeconds(1),
                        256 * KIB,
                        1024,
                        Duration.ZERO,
                        Duration.ofSeconds(20),
                        Duration.ofSeconds(60),
                        UNSENT_BYTES,
                        6000);
        };
    }
}
