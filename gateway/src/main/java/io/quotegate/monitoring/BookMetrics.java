package io.quotegate.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quotegate.feed.book.BookFault;
import io.quotegate.feed.book.BookStats;
import io.quotegate.market.Venue;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What is counted of the order books of each venue. Any thread. */
record BookMetrics(Map<Venue, BookStats> books) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        books.forEach((venue, stats) -> bind(registry, Tags.of("venue", venue.wireName()), stats));
    }

    private static void bind(MeterRegistry registry, Tags tags, BookStats stats) {
        Gauge.builder("quotegate.book.live", stats, BookStats::live)
                .description("Order books of the venue that are whole now")
                .tags(tags)
                .register(registry);
        Gauge.builder("quotegate.book.connections", stats, each -> each.openConnections.sum())
                .description("Connections to the venue for order books open now")
                .tags(tags)
                .register(registry);
        for (BookFault fault : BookFault.values()) {
            Tags reason = tags.and("reason", fault.wireName());
            counter(registry, "faults", "Books no longer believed", reason, stats.faults(fault));
        }
        counter(registry, "divergence", "Books unlike best bid and ask", tags, stats.divergences);
        counter(registry, "requests", "Requests to subscribe to books, or not", tags, stats.requests);
        counter(registry, "snapshots", "Snapshots asked for over REST", tags, stats.snapshots);
        counter(registry, "snapshot.failures", "Of these, without a book", tags, stats.refusals);
    }

    private static void counter(MeterRegistry registry, String name, String description, Tags tags, LongAdder count) {
        FunctionCounter.builder("quotegate.book." + name, count, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
