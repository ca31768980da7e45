package io.quotegate.feed;

import io.quotegate.market.Venue;
import java.net.URI;

/**
 * Where a venue is reached.
 *
 * @param webSocket the complete URL to connect to, {@code ws} or {@code wss}
 * @param simulated marks the venue's quotes, whatever it says itself
 */
public record VenueEndpoint(Venue venue, URI webSocket, boolean simulated) {}
