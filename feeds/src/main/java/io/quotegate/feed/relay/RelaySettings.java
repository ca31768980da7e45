package io.quotegate.feed.relay;

import java.time.Duration;

/**
 * How patient the relay is.
 *
 * @param closeAfter     how long a venue may be away before clients are told
 * @param connectTimeout for connecting and shaking hands together
 * @param maxBackoff     longest wait between two attempts to connect
 */
public record RelaySettings(Duration closeAfter, Duration connectTimeout, Duration maxBackoff) {}
