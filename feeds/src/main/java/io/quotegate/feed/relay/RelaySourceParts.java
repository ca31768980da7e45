package io.quotegate.feed.relay;

import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.Route;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket interface of a venue, and how to speak there.
 *
 * @param name   for people and counters
 * @param routes complete URLs, the best first
 * @param connects shared by all that connects to the venue
 * @param fed      what the feed has of it anyway; null where that is nothing, or cannot be overheard
 */
public record RelaySourceParts(
        String name,
        List<Route> routes,
        RelayDialect dialect,
        ConnectBudget connects,
        @Nullable FedStreams fed) {}
