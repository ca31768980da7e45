package io.quotegate.monitoring;

import io.quotegate.cluster.ClusterView;
import io.quotegate.cluster.VenueReport;
import io.quotegate.feed.VenueState;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.service.status.GatewayStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The venues that the feed node is connected to which this gateway follows, as it told them last. Any thread. */
public record ClusterVenues(Supplier<ClusterView> cluster) implements MarketVenues {
    private static final VenueState[] STATES = VenueState.values();

    @Override
    public List<GatewayStatus.VenueStatus> all() {
        ClusterView view = cluster.get();
        long sinceMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - view.atNs());
        List<GatewayStatus.VenueStatus> venues = new ArrayList<>();
        for (VenueReport venue : view.venues()) {
            VenueState state = VenueState.STALE;
            if (view.heard() && venue.state() >= 0 && venue.state() < STATES.length) {
                state = STATES[venue.state()];
            }
            venues.add(new GatewayStatus.VenueStatus(
                    venue.venue(),
                    state.wireName(),
                    venues.size(),
                    venue.messageAgeMs() < 0 ? -1 : venue.messageAgeMs() + Math.max(0, sinceMs),
                    venue.connects(),
                    venue.switches(),
                    venue.gaps()));
        }
        return venues;
    }

    @Override
    public List<Venue> of(Instrument pair) {
        return cluster.get().venues().stream()
                .map(VenueReport::venue)
                .filter(venue -> pair.nameOn(venue) != null)
                .toList();
    }

    @Override
    public boolean isLive() {
        ClusterView view = cluster.get();
        return view.heard() && view.venues().stream().anyMatch(VenueReport::live);
    }

    @Override
    public List<String> reasons() {
        return cluster.get().heard() ? List.of() : List.of("no feed node is heard");
    }
}
