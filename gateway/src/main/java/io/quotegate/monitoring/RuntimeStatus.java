package io.quotegate.monitoring;

import io.quotegate.fault.Faults;
import io.quotegate.feed.VenueState;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.status.GatewayStatus;
import java.util.ArrayList;
import java.util.List;

/** Answers how the gateway is from what its parts count. Any thread. */
public final class RuntimeStatus implements GatewayStatus {
    private static final String DEVELOPMENT = "development";

    private final Instruments instruments;
    private final TopOfBook topOfBook;
    private final MarketVenues venues;
    private final GatewayMetrics metrics;
    private final Faults faults;
    private final long startedUs;

    private volatile boolean ending; // orders nothing else

    /** @param startedUs microseconds since the epoch */
    public RuntimeStatus(
            Instruments instruments,
            TopOfBook topOfBook,
            MarketVenues venues,
            GatewayMetrics metrics,
            Faults faults,
            long startedUs) {
        this.instruments = instruments;
        this.topOfBook = topOfBook;
        this.venues = venues;
        this.metrics = metrics;
        this.faults = faults;
        this.startedUs = startedUs;
    }

    @Override
    public List<VenueStatus> venues() {
        List<VenueStatus> all = new ArrayList<>(venues.all());
        for (Venue venue : Venue.values()) {
            if (all.stream().noneMatch(connected -> connected.venue() == venue)) {
                all.add(new VenueStatus(venue, VenueState.DISABLED.wireName(), -1, -1, 0, 0, 0));
            }
        }
        return all;
    }

    @Override
    public List<Venue> venuesOf(Instrument pair) {
        return venues.of(pair);
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
        return !ending
                && venues.isLive()
                && instruments.all().stream().anyMatch(pair -> topOfBook.read(pair.id(), QuoteService.scratch()));
    }

    @Override
    public List<String> reasons() {
        return venues.reasons();
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
