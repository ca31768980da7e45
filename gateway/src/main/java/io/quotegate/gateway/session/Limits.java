package io.quotegate.gateway.session;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How much one client may cost the gateway.
 *
 * @param frameBytes     largest message accepted
 * @param jsonDepth      deepest nesting of JSON accepted
 * @param messageTimeout a message begun must end within this
 * @param heartbeat      after so long without output a sign of life is sent
 * @param latestBytes    unsent bytes above which a {@code latest} subscriber is conflated
 * @param pendingBytes   unsent bytes above which a client is closed
 * @param requestsPerSecond most of one connection
 * @param subscriptions  most of one client: channels of pairs
 * @param maxStreamAge   how long what is pushed may last; zero for ever
 * @param drain          over so long connections are ended when the gateway does
 */
public record Limits(
        int frameBytes,
        int jsonDepth,
        Duration messageTimeout,
        Duration heartbeat,
        int latestBytes,
        int pendingBytes,
        int requestsPerSecond,
        int subscriptions,
        Duration maxStreamAge,
        Duration drain) {
    /** No client that is ended comes back before. */
    private static final int SHORTEST_RETRY_MS = 1_000;
    /** However fast the gateway ends, its clients come back over so long. */
    private static final int LEAST_RETURN_MS = 4_000;

    /**
     * How long a client that is ended for {@code reason} is to wait before it comes back, in milliseconds, another time for
     * each, so that they do not all come at once; 0 where it is not told.
     */
    public int retryMs(DisconnectReason reason) {
        return switch (reason) {
            case SERVER_SHUTDOWN -> SHORTEST_RETRY_MS + within((int) Math.max(LEAST_RETURN_MS, drain.toMillis()));
            case STREAM_AGE -> 1 + within(SHORTEST_RETRY_MS);
            default -> 0;
        };
    }

    private static int within(int ms) {
        return ThreadLocalRandom.current().nextInt(ms);
    }
}
