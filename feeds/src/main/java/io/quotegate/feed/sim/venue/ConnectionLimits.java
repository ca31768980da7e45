package io.quotegate.feed.sim.venue;

import io.quotegate.feed.dialect.VenueRules;
import java.time.Duration;

/**
 * What any venue allows its clients. Told by the venue's documents, not by our client, so that the one checks the
 * other. Tests give shorter times.
 *
 * @param connects        how many WebSocket handshakes from one address
 * @param maxRequests     how much one connection may ask in {@code requestWindow}, as the venue counts it
 * @param maxRequestBytes longest message from a client
 * @param maxUnsentBytes  what a client may leave unread before it is too slow
 */
public record ConnectionLimits(
        VenueRules connects, int maxRequests, Duration requestWindow, int maxRequestBytes, int maxUnsentBytes) {}
