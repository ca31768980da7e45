package io.quotegate.feed.sim.okx;

import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.sim.venue.ConnectionLimits;
import java.time.Duration;

/**
 * What OKX allows its clients.
 *
 * @param connection {@code maxRequests} counts requests
 * @param idleAfter  how long a connection may subscribe to nothing, and how long nothing may go either way
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-connect">OKX API v5, WebSocket, Connect</a>
 */
public record OkxLimits(ConnectionLimits connection, Duration idleAfter) {
    private static final int KIB = 1024;

    /** As OKX has them. */
    public static final OkxLimits OWN = new OkxLimits(
            new ConnectionLimits(
                    new VenueRules(3, Duration.ofSeconds(1), Duration.ZERO),
                    480,
                    Duration.ofHours(1),
                    64 * KIB,
                    8 * KIB * KIB),
            Duration.ofSeconds(30));
}
