package io.quotegate.monitoring;

import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueState;
import io.quotegate.feed.VenueStats;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.service.status.GatewayStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The venues that this process is connected to. Any thread. */
public record FeedVenues(Feeds feeds, Instruments instruments) implements MarketVenues {
    private static final int MOST_NAMES = 10;

    @Override
    public List<GatewayStatus.VenueStatus> all() {
        List<GatewayStatus.VenueStatus> venues = new ArrayList<>();
        for (Map.Entry<Venue, VenueStats> entry : feeds.stats().entrySet()) {
            VenueStats stats = entry.getValue();
            venues.add(new GatewayStatus.VenueStatus(
                    entry.getKey(),
                    stats.state().wireName(),
                    venues.size(),
                    feeds.lastMessageAgeMs(stats),
                    stats.connects.sum(),
                    stats.switchesAway.sum(),
                    stats.gaps.sum()));
        }
        return venues;
    }

    @Override
    public List<Venue> of(Instrument pair) {
        return feeds.stats().entrySet().stream()
                .filter(entry -> !entry.getValue().refusedPairs.contains(pair.id()))
                .map(Map.Entry::getKey)
                .filter(venue -> pair.nameOn(venue) != null)
                .toList();
    }

    @Override
    public boolean isLive() {
        return feeds.stats().values().stream().anyMatch(stats -> stats.state() == VenueState.LIVE);
    }

    @Override
    public List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        feeds.stats().forEach((venue, stats) -> {
            List<String> pairs = stats.unheardPairs.stream()
                    .sorted()
                    .map(id -> instruments.byId(id).symbol())
                    .toList();
            if (!pairs.isEmpty()) {
                String names = String.join(", ", pairs.subList(0, Math.min(pairs.size(), MOST_NAMES)));
                String more = pairs.size() > MOST_NAMES ? " and " + (pairs.size() - MOST_NAMES) + " more" : "";
                reasons.add(venue.wireName() + " took, but does not quote " + names + more);
            }
        });
        return reasons;
    }
}
