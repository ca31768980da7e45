package io.quotegate.config;

import java.time.Duration;

/**
 * What one client, and all of them together, may cost. The keys are {@code limits.*}. Immutable: any thread.
 *
 * @param frameBytes            largest message accepted; below 16 MiB, so that a frame's first byte stays 0
 * @param jsonDepth             deepest nesting of objects and arrays
 * @param messageTimeout        how long a message that has begun may take to end
 * @param connections           most at a time
 * @param connectionsPerAddress most of one address that is not this machine's
 * @param requestsPerSecond     most of one connection
 * @param subscriptions         most of one connection: channels of pairs
 * @param maxStreamAge          how long what is pushed may last; zero for ever
 * @param memory                part of direct memory and of heap that may be in use
 */
public record LimitsConfig(
        int frameBytes,
        int jsonDepth,
        Duration messageTimeout,
        int connections,
        int connectionsPerAddress,
        int requestsPerSecond,
        int subscriptions,
        Duration maxStreamAge,
        double memory) {
    public LimitsConfig {
        Settings.LIMITS_FRAME.check(frameBytes);
        Settings.LIMITS_JSON_DEPTH.check(jsonDepth);
        Settings.LIMITS_MESSAGE_TIMEOUT.check(messageTimeout);
        Settings.LIMITS_CONNECTIONS.check(connections);
        Settings.LIMITS_CONNECTIONS_PER_ADDRESS.check(connectionsPerAddress);
        Settings.LIMITS_REQUESTS_PER_SECOND.check(requestsPerSecond);
        Settings.LIMITS_SUBSCRIPTIONS.check(subscriptions);
        Settings.LIMITS_MAX_STREAM_AGE.check(maxStreamAge);
        Settings.LIMITS_MEMORY.check(memory);
    }

    static LimitsConfig of(Values values) {
        return new LimitsConfig(
                values.get(Settings.LIMITS_FRAME),
                values.get(Settings.LIMITS_JSON_DEPTH),
                values.get(Settings.LIMITS_MESSAGE_TIMEOUT),
                values.get(Settings.LIMITS_CONNECTIONS),
                values.get(Settings.LIMITS_CONNECTIONS_PER_ADDRESS),
                values.get(Settings.LIMITS_REQUESTS_PER_SECOND),
                values.get(Settings.LIMITS_SUBSCRIPTIONS),
                values.get(Settings.LIMITS_MAX_STREAM_AGE),
                values.get(Settings.LIMITS_MEMORY));
    }
}
