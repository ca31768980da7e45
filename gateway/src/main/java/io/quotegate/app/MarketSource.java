package io.quotegate.app;

import io.netty.buffer.ByteBufAllocator;
import io.quotegate.cluster.ClusterFeed;
import io.quotegate.cluster.ClusterPublisher;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.Faults;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.monitoring.ClusterMetrics;
import io.quotegate.monitoring.ClusterVenues;
import io.quotegate.monitoring.FeedVenues;
import io.quotegate.monitoring.GatewayMetrics;
import io.quotegate.monitoring.MarketVenues;
import io.quotegate.monitoring.PublisherMetrics;
import io.quotegate.persistence.Origins;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where what is on the rings comes from: from the venues, or from feed nodes, by which then only the names of venues are
 * known here; and, in a feed node, who publishes it. Nothing of Aeron is loaded without a cluster. Any thread.
 *
 * @param feeds     connected to the venues; to none where feed nodes are followed
 * @param cluster   follows feed nodes; null where the venues are connected
 * @param publisher for gateways of a cluster; null where this is no feed node
 * @param tap       what the relay overhears of the feeds; null where it does not
 */
record MarketSource(
        Feeds feeds,
        @Nullable ClusterFeed cluster,
        @Nullable ClusterPublisher publisher,
        Map<Venue, VenueOrigin> origins,
        Instruments instruments,
        @Nullable FeedTap tap) {
    /** A feed node is followed when three of its heartbeats could have come, and tells what it knows at once. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    static MarketSource of(
            GatewayConfig config, Market market, GatewayThreads threads, ByteBufAllocator buffers, Faults faults) {
        FeedTap tap = RelayAssembly.tap(config);
        Feeds feeds = FeedAssembly.assemble(config, market, threads, buffers, faults.at("feeds"), tap);
        if (!config.cluster().follows()) {
            ClusterPublisher publisher = config.cluster().publishes()
                    ? ClusterAssembly.publisher(config, market, feeds, faults.at("cluster"))
                    : null;
            return new MarketSource(feeds, null, publisher, feeds.origins(), market.instruments(), tap);
        }
        Map<Venue, VenueOrigin> origins = new EnumMap<>(Venue.class);
        for (Venue venue : Venue.values()) {
            origins.put(venue, VenueOrigin.of(false));
        }
        ClusterFeed cluster = ClusterAssembly.feed(config, market, origins, faults.at("cluster"));
        return new MarketSource(feeds, cluster, null, origins, market.instruments(), tap);
    }

    /** What is known of whether the venues are real. */
    Origins known() {
        return FeedAssembly.origins(origins);
    }

    /** How the venues are. */
    MarketVenues venues() {
        return cluster == null ? new FeedVenues(feeds, instruments) : new ClusterVenues(cluster::view);
    }

    /** Adds what is counted of it. */
    void addTo(GatewayMetrics metrics) {
        metrics.addVenues(feeds);
        if (cluster != null) {
            metrics.add(new ClusterMetrics(cluster.stats(), cluster::view));
        }
        if (publisher != null) {
            metrics.add(new PublisherMetrics(publisher.stats(), publisher.rank()));
        }
    }

    /** Begins; where feed nodes are followed there is then all that one knows, unless none told it within a while. */
    void start() {
        if (publisher != null) {
            publisher.start();
        }
        feeds.start();
        if (cluster != null) {
            cluster.start();
            cluster.awaitAll(PATIENCE);
        }
    }

    /** Ends what it brings; blocks a moment. */
    void stop() {
        close(); // what leaving the venues does to quotes is no gateway's concern
        feeds.stop().awaitUninterruptibly();
    }

    /** Lets go of what was opened, whether it was started or not. */
    void close() {
        if (cluster != null) {
            cluster.close();
        }
        if (publisher != null) {
            publisher.close();
        }
    }
}
