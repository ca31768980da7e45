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
 * @param away           how long who is ended because the gateway ends is to stay away at least
 * @param returns        over how much longer they come back
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
        Duration away,
        Duration returns) {
    private static final int BACK_WITHIN_MS = 1_000;

    /**
     * How long a client that is ended for {@code reason} is to wait before it comes back, in milliseconds, another time for
     * each, so that they do not all come at once; 0 where it is not told.
     */
    public int retryMs(DisconnectReason reason) {
        return switch (reason) {
            case SERVER_SHUTDOWN -> Math.max(1, (int) away.toMillis() + within((int) returns.toMillis()));
            case STREAM_AGE -> 1 + within(BACK_WITHIN_MS);
            default -> 0;
        };
    }

    private static int within(int ms) {
        return ms == 0 ? 0 : ThreadLocalRandom.current().nextInt(ms);
    }
}
