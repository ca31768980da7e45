package io.quotegate.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quotegate.feed.book.BookFault;
import io.quotegate.feed.book.BookStats;
import io.quotegate.market.Venue;
import java.util.Map;

/** What is counted of the order books of each venue. Any thread. */
record BookMetrics(Map<Venue, BookStats> books) implements MeterBinder {
    private static final String PREFIX = "quotegate.book.";

    @Override
    public void bindTo(MeterRegistry registry) {
        books.forEach((venue, stats) -> bind(registry, Tags.of("venue", venue.wireName()), stats));
    }

    private static void bind(MeterRegistry registry, Tags tags, BookStats stats) {
        for (BookFault fault : BookFault.values()) {
            new Meters(registry, PREFIX, tags.and("reason", fault.wireName()))
                    .counter("faults", "Books no longer believed", stats.faults(fault));
        }
        new Meters(registry, PREFIX, tags)
                .gauge("live", "Order books of the venue that are whole now", stats, BookStats::live)
                .gauge(
                        "connections",
                        "Connections to the venue for order books open now",
                        stats,
                        each -> each.openConnections.sum())
                .counter("divergence", "Books unlike best bid and ask", stats.divergences)
                .counter("requests", "Requests to subscribe to books, or not", stats.requests)
                .counter("snapshots", "Snapshots asked for over REST", stats.snapshots)
                .counter("snapshot.failures", "Of these, without a book", stats.refusals);
    }
}
