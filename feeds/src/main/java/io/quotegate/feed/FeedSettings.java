package io.quotegate.feed;

import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.List;

/**
 * When a venue or a pair counts as healthy, and how patiently it is connected. The keys of the configuration are
 * {@code feeds.*}.
 *
 * @param preferred      venues to connect, the best first
 * @param staleAfter     silence that makes a venue stale
 * @param pairStaleAfter silence of a pair that makes it switch while the standby moves
 * @param failBackAfter  how long a better venue must be healthy before it takes over again
 * @param connectTimeout for connecting and shaking hands together
 * @param maxBackoff     longest wait between two attempts
 * @param maxClockSkew   a venue's time further ahead of ours is not believed
 */
public record FeedSettings(
        List<Venue> preferred,
        Duration staleAfter,
        Duration pairStaleAfter,
        Duration failBackAfter,
        Duration connectTimeout,
        Duration maxBackoff,
        Duration maxClockSkew) {
    public FeedSettings {
        preferred = List.copyOf(preferred);
    }
}
