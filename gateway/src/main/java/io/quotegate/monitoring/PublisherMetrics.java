package io.quotegate.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quotegate.cluster.ClusterStats;

/** What a feed node counts of what it publishes. Any thread. */
public record PublisherMetrics(ClusterStats.Published stats, int rank) implements MeterBinder {
    @Override
    public void bindTo(MeterRegistry registry) {
        ClusterMeters meters = new ClusterMeters(registry);
        meters.gauge("rank", "Rank of the feed node that is followed, or of this one", () -> rank);
        meters.count("published.records", "Records that were published", stats.records);
        meters.count("published.messages", "Messages with them", stats.messages);
        meters.count("published.bytes", "Bytes of these messages", stats.bytes);
        meters.count("back.pressure", "Times that Aeron could not take a message at once", stats.backPressure);
        meters.count("publisher.laps", "Times that the publisher was a whole ring behind", stats.laps);
        meters.count("images.asked", "Images that gateways asked for", stats.requests);
        meters.transport(stats.transport);
    }
}
