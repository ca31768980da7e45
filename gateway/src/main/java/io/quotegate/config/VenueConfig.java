package io.quotegate.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a venue is reached, as configured; {@link VenuesConfig} knows what is appended. The keys are
 * {@code venues.<venue>.*}. Immutable: any thread.
 *
 * @param ws          WebSocket for quotes
 * @param wsBusiness  OKX's business WebSocket, which nothing connects to until the relay does; null elsewhere
 * @param rest        base of REST requests, without a slash at its end
 * @param simulated   marks the venue's quotes
 * @param connections to have at a time for quotes, which bring the same
 */
public record VenueConfig(URI ws, @Nullable URI wsBusiness, URI rest, boolean simulated, int connections) {}
