package io.quotegate.feed;

import java.time.Duration;

/**
 * What a venue asks of its clients.
 *
 * @param maxConnects   connection attempts allowed in {@code connectWindow}
 * @param connectWindow the span that they are counted over
 * @param maxAge        how old a connection may get before it is replaced; zero for any age
 */
public record VenueRules(int maxConnects, Duration connectWindow, Duration maxAge) {}
