package io.quotegate.config;

import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dial.VenueProxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a venue is reached, as configured; {@link VenuesConfig} knows what is appended. The keys are
 * {@code venues.<venue>.*}. Immutable: any thread.
 *
 * @param ws          WebSockets for quotes, the best first
 * @param wsBusiness  OKX's business WebSocket, for the relay; null elsewhere
 * @param rest        bases of REST requests, without a slash at their end, the best first
 * @param proxy       through which all of them are reached
 * @param simulated   marks the venue's quotes
 * @param connections to have at a time for quotes, which bring the same
 */
public record VenueConfig(
        List<URI> ws,
        @Nullable URI wsBusiness,
        List<URI> rest,
        Optional<VenueProxy> proxy,
        boolean simulated,
        int connections) {
    public VenueConfig {
        ws = List.copyOf(ws);
        rest = List.copyOf(rest);
    }

    /** The way to {@code uri}. */
    Route route(URI uri) {
        return new Route(uri, proxy.orElse(null));
    }
}
