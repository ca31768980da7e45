package io.quotegate.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quotegate.cluster.ClusterStats;
import io.quotegate.cluster.ClusterView;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** What a gateway counts that follows feed nodes. Any thread. */
public record ClusterMetrics(ClusterStats stats, Supplier<ClusterView> view) implements MeterBinder {
    private static final String PREFIX = "quotegate.cluster.";

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(
                registry,
                "up",
                "1 while the feed node that is followed is heard, otherwise 0",
                now -> now.heard() ? 1 : 0);
        gauge(registry, "nodes", "Feed nodes that are heard", ClusterView::nodes);
        gauge(registry, "rank", "Rank of the feed node that is followed", ClusterView::rank);
        counter(registry, "records", "Records of feed nodes that were read", stats.records);
        counter(registry, "lost.records", "Records of the feed node that did not arrive", stats.lost);
        counter(registry, "gaps", "Times that records of the feed node did not arrive", stats.gaps);
        counter(registry, "image.requests", "Images that the feed node was asked for", stats.requests);
        counter(registry, "switches", "Times that another feed node was followed than before", stats.switches);
        counter(registry, "silences", "Times that no feed node was heard", stats.silences);
        counter(registry, "unreadable.messages", "Messages that were no feed node's", stats.unreadable);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<ClusterView> value) {
        Gauge.builder(PREFIX + name, view, each -> value.applyAsDouble(each.get()))
                .strongReference(true)
                .description(description)
                .register(registry);
    }

    private static void counter(MeterRegistry registry, String name, String description, LongAdder count) {
        FunctionCounter.builder(PREFIX + name, count, LongAdder::sum)
                .description(description)
                .register(registry);
    }
}
