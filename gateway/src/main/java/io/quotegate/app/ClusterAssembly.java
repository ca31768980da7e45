package io.quotegate.app;

import io.quotegate.cluster.ClusterFeed;
import io.quotegate.cluster.ClusterPublisher;
import io.quotegate.cluster.ClusterView;
import io.quotegate.cluster.VenueReport;
import io.quotegate.concurrent.NamedThreads;
import io.quotegate.config.ClusterConfig;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.FaultGuard;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueState;
import io.quotegate.feed.house.FeedNodeHistory;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueHistory;
import io.quotegate.market.Venue;
import io.quotegate.ring.Rings;
import io.quotegate.service.history.HistorySource;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what connects the machines of a cluster. */
final class ClusterAssembly {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterAssembly.class);

    private ClusterAssembly() {}

    /** What publishes what {@code feeds} bring. */
    static ClusterPublisher publisher(GatewayConfig config, Market market, Feeds feeds, FaultGuard guard) {
        return ClusterPublisher.open(
                config.cluster().settings(),
                new ClusterPublisher.Source(
                        UUID.fromString(market.ring().instance()),
                        market.instruments(),
                        rings(market),
                        () -> reports(feeds)),
                NamedThreads.of("cluster"),
                guard);
    }

    private static List<VenueReport> reports(Feeds feeds) {
        List<VenueReport> reports = new ArrayList<>();
        feeds.stats().forEach((venue, stats) -> {
            VenueOrigin origin = feeds.origins().get(venue);
            reports.add(new VenueReport(
                    venue,
                    stats.state() == VenueState.LIVE,
                    stats.state().ordinal(),
                    origin != null && origin.isSimulated(),
                    origin != null && origin.isKnown(),
                    (int) Math.min(Integer.MAX_VALUE, feeds.lastMessageAgeMs(stats)),
                    stats.connects.sum(),
                    stats.switchesAway.sum(),
                    stats.gaps.sum()));
        });
        return reports;
    }

    /**
     * What takes what feed nodes publish.
     *
     * @param origins told whether the venues of the feed node are real
     */
    static ClusterFeed feed(GatewayConfig config, Market market, Map<Venue, VenueOrigin> origins, FaultGuard guard) {
        return ClusterFeed.open(
                config.cluster().settings(),
                new ClusterFeed.Target(
                        market.instruments(),
                        rings(market),
                        config.books(),
                        config.feeds().failBackAfter(),
                        FeedClock.system()::epochNs,
                        view -> tell(origins, view)),
                NamedThreads.of("cluster"),
                guard);
    }

    /** Who is asked for what was missed: the feed nodes, of each venue; none where nobody says where they are. */
    static List<HistorySource> history(ClusterConfig cluster, RestClient client) {
        List<URI> bases = cluster.historyBases();
        if (bases.isEmpty()) {
            LOG.info("no feed node is asked for what was missed: cluster.history says none, nor does cluster.channel");
            return List.of();
        }
        LOG.info("what was missed is asked of {}", bases);
        return Stream.of(Venue.values())
                .map(venue -> source(
                        venue, new FeedNodeHistory(venue, bases, cluster.token(), client, ServiceAssembly.epochUs())))
                .toList();
    }

    private static HistorySource source(Venue venue, VenueHistory feedNode) {
        return new HistorySource(
                venue, feedNode.mostCandles(), feedNode.tellsTakers(), true, feedNode::minutes, feedNode::trades);
    }

    private static void tell(Map<Venue, VenueOrigin> origins, ClusterView view) {
        for (VenueReport venue : view.venues()) {
            VenueOrigin origin = venue.originKnown() ? origins.get(venue.venue()) : null;
            if (origin != null && (venue.simulated() || !origin.isKnown())) {
                origin.tell(venue.simulated());
            }
        }
    }

    private static Rings rings(Market market) {
        return new Rings(
                market.ring(),
                market.publisher(),
                market.topOfBook(),
                market.books().ring(),
                market.books().publisher(),
                market.books().table());
    }
}
