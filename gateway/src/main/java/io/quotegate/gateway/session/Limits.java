package io.quotegate.gateway.session;

import java.time.Duration;

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
 */
public record Limits(
        int frameBytes,
        int jsonDepth,
        Duration messageTimeout,
        Duration heartbeat,
        int latestBytes,
        int pendingBytes,
        int requestsPerSecond,
        int subscriptions) {}
