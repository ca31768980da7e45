package io.quotegate.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quotegate.cluster.ClusterStats;
import io.quotegate.cluster.ClusterView;
import java.util.function.Supplier;

/** What a gateway counts that follows feed nodes. Any thread. */
public record ClusterMetrics(ClusterStats stats, Supplier<ClusterView> view) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        ClusterMeters meters = new ClusterMeters(registry);
        meters.gauge(
                "up",
                "1 while the feed node that is followed is heard, otherwise 0",
                () -> view.get().heard() ? 1 : 0);
        meters.gauge("nodes", "Feed nodes that are heard", () -> view.get().nodes());
        meters.gauge(
                "rank",
                "Rank of the feed node that is followed, or of this one",
                () -> view.get().rank());
        meters.count("records", "Records of feed nodes that were read", stats.records);
        meters.count("bytes", "Bytes of the messages with them", stats.bytes);
        meters.count("lost.records", "Records of the feed node that did not arrive", stats.lost);
        meters.count("gaps", "Times that records of the feed node did not arrive", stats.gaps);
        meters.count("missed.heartbeats", "Heartbeats of the feed node that were not in time", stats.missedHeartbeats);
        meters.count("image.requests", "Images that the feed node was asked for", stats.requests);
        meters.count("images", "Images of the feed node that came whole", stats.images);
        meters.count("switches", "Times that another feed node was followed than before", stats.switches);
        meters.count("silences", "Times that no feed node was heard", stats.silences);
        meters.count("unreadable.messages", "Messages that were no feed node's", stats.unreadable);
        meters.transport(stats.transport);
    }
}
