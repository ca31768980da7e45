package io.quotegate.feed;

import io.quotegate.feed.dial.Route;
import io.quotegate.market.Venue;
import java.util.List;

/**
 * Where a venue is reached.
 *
 * @param webSockets the complete URLs to connect to, {@code ws} or {@code wss}, the best first
 * @param simulated  marks the venue's quotes, whatever it says itself
 */
public record VenueEndpoint(Venue venue, List<Route> webSockets, boolean simulated) {
    public VenueEndpoint {
        webSockets = List.copyOf(webSockets);
    }
}
