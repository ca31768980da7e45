package io.quotegate.monitoring;

import io.quotegate.fault.Faults;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueState;
import io.quotegate.feed.VenueStats;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.status.GatewayStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers how the gateway is from what its parts count. Any thread. */
public final class RuntimeStatus implements GatewayStatus {
    private static final String DEVELOPMENT = "development";
    private static final int MOST_NAMES = 10;

    private final Instruments instruments;
    private final TopOfBook topOfBook;
    private final Feeds feeds;
    private final GatewayMetrics metrics;
    private final Faults faults;
    private final long startedUs;

    private volatile boolean ending; // orders nothing else

    /** @param startedUs microseconds since the epoch */
    public RuntimeStatus(
            Instruments instruments,
            TopOfBook topOfBook,
            Feeds feeds,
            GatewayMetrics metrics,
            Faults faults,
            long startedUs) {
        this.instruments = instruments;
        this.topOfBook = topOfBook;
        this.feeds = feeds;
        this.metrics = metrics;
        this.faults = faults;
        this.startedUs = startedUs;
    }

    @Override
    public List<VenueStatus> venues() {
        List<VenueStatus> venues = new ArrayList<>();
        for (Map.Entry<Venue, VenueStats> entry : feeds.stats().entrySet()) {
            VenueStats stats = entry.getValue();
            venues.add(new VenueStatus(
                    entry.getKey(),
                    stats.state().wireName(),
                    venues.size(),
                    feeds.lastMessageAgeMs(stats),
                    stats.connects.sum(),
                    stats.switchesAway.sum(),
                    stats.gaps.sum()));
        }
        for (Venue venue : Venue.values()) {
            if (!feeds.stats().containsKey(venue)) {
                venues.add(new VenueStatus(venue, VenueState.DISABLED.wireName(), -1, -1, 0, 0, 0));
            }
        }
        return venues;
    }

    @Override
    public List<Venue> venuesOf(Instrument pair) {
        return feeds.stats().entrySet().stream()
                .filter(entry -> !entry.getValue().refusedPairs.contains(pair.id()))
                .map(Map.Entry::getKey)
                .filter(venue -> pair.nameOn(venue) != null)
                .toList();
    }

    /** From now on it is not ready. */
    public void end() {
        ending = true;
    }

    @Override
    public boolean isEnding() {
        return ending;
    }

    @Override
    public boolean isReady() {
        boolean live = !ending && feeds.stats().values().stream().anyMatch(stats -> stats.state() == VenueState.LIVE);
        return live && instruments.all().stream().anyMatch(pair -> topOfBook.read(pair.id(), QuoteService.scratch()));
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

    @Override
    public List<String> broken() {
        return faults.broken();
    }

    @Override
    public String version() {
        return runningVersion();
    }

    /** Of the gateway that runs. */
    static String runningVersion() {
        String version = RuntimeStatus.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }

    @Override
    public long startedUs() {
        return startedUs;
    }

    @Override
    public String metrics() {
        return metrics.scrape();
    }

    @Override
    public String openMetrics() {
        return metrics.scrapeOpenMetrics();
    }
}
