package io.quotegate.app;

import io.netty.buffer.ByteBufAllocator;
import io.quotegate.cluster.ClusterFeed;
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
import io.quotegate.persistence.Origins;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where what is on the rings comes from: from the venues, or from feed nodes, by which then only the names of venues are
 * known here. Nothing of Aeron is loaded where it is the venues. Any thread.
 *
 * @param feeds   connected to the venues; to none where feed nodes are followed
 * @param cluster follows feed nodes; null where the venues are connected
 * @param tap     what the relay overhears of the feeds; null where it does not
 */
record MarketSource(
        Feeds feeds,
        @Nullable ClusterFeed cluster,
        Map<Venue, VenueOrigin> origins,
        Instruments instruments,
        @Nullable FeedTap tap) {
    static MarketSource of(
            GatewayConfig config, Market market, GatewayThreads threads, ByteBufAllocator buffers, Faults faults) {
        FeedTap tap = RelayAssembly.tap(config);
        Feeds feeds = FeedAssembly.assemble(config, market, threads, buffers, faults.at("feeds"), tap);
        if (!config.cluster().follows()) {
            return new MarketSource(feeds, null, feeds.origins(), market.instruments(), tap);
        }
        Map<Venue, VenueOrigin> origins = new EnumMap<>(Venue.class);
        for (Venue venue : Venue.values()) {
            origins.put(venue, VenueOrigin.of(false));
        }
        ClusterFeed cluster = ClusterAssembly.feed(config, market, origins, faults.at("cluster"));
        return new MarketSource(feeds, cluster, origins, market.instruments(), tap);
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
    }

    void start() {
        feeds.start();
        if (cluster != null) {
            cluster.start();
        }
    }

    /** Ends what it brings; blocks a moment. */
    void stop() {
        feeds.stop().awaitUninterruptibly();
        close();
    }

    /** Lets go of what was opened, whether it was started or not. */
    void close() {
        if (cluster != null) {
            cluster.close();
        }
    }
}
