package io.quotegate.feed.sim.venue;

import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.push.PushRouter;

/** What a venue's end of a conversation tells of. Confined to the venue's loop. */
public record VenueInternals(Markets markets, PushRouter router, FeedClock clock) {}
