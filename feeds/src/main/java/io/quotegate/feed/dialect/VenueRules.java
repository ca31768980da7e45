package io.quotegate.feed.dialect;

import io.quotegate.feed.dial.ConnectBudget;
import java.time.Duration;

/**
 * What a venue asks of its clients.
 *
 * @param maxConnects   connection attempts allowed in {@code connectWindow}
 * @param connectWindow the span that they are counted over
 * @param maxAge        how old a connection may get before it is replaced; zero for any age
 */
public record VenueRules(int maxConnects, Duration connectWindow, Duration maxAge) {
    /** What keeps to the first two, for all that connects to the venue. */
    public ConnectBudget connectBudget() {
        return new ConnectBudget(maxConnects, connectWindow);
    }
}
