package io.quotegate.app;

import io.quotegate.cluster.ClusterPublisher;
import io.quotegate.config.GatewayConfig;
import io.quotegate.fault.Faults;
import io.quotegate.feed.Feeds;
import io.quotegate.memory.Reserves;
import io.quotegate.monitoring.ReloadStats;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gateways of a cluster follow: venues and the arbiter, without a port, and what they bring published to other
 * machines. Made and started by one thread; {@link #close()} and {@link #reload} may come from any.
 */
public final class FeedNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedNode.class);
    private static final long GOODBYE_MS = 2_000;

    private final GatewayThreads threads;
    private final Reserves reserves;
    private final Market market;
    private final Feeds feeds;
    private final ClusterPublisher publisher;
    private final Reload reload;

    private FeedNode(GatewayConfig config) throws IOException {
        Faults faults = new Faults();
        threads = GatewayThreads.of(config.server(), faults);
        PairAssembly named = PairAssembly.of(config, threads, () -> {});
        reserves = new Reserves(Gateway.memory(config), config.server().eventLoops());
        market = Market.of(config, named.listings());
        feeds = FeedAssembly.assemble(config, market, threads, reserves.feed(), faults.at("feeds"), null);
        publisher = ClusterAssembly.publisher(config, market, feeds, faults.at("cluster"));
        reload = new Reload(
                config,
                List.of(
                        named.reload(market, feeds, change -> {}),
                        (running, next) -> LogSetup.change(running.log(), next.log())),
                new ReloadStats());
    }

    /**
     * Begins to connect to the venues and to publish.
     *
     * @throws IOException if the log cannot be written, or it cannot be told which pairs patterns stand for
     */
    public static FeedNode start(GatewayConfig config) throws IOException {
        LogSetup.apply(config.log());
        FeedNode node = new FeedNode(config);
        node.publisher.start();
        node.threads.eventLoops().start(loop -> () -> 0);
        node.feeds.start();
        LOG.info(
                "publishing on {}, as instance {}, of rank {}",
                config.cluster().settings().channels().get(0),
                node.instance(),
                config.cluster().settings().rank());
        return node;
    }

    /**
     * Takes up other pairs, and how much is logged, which {@code source} reads again. Blocks.
     *
     * @return whether nothing was wrong
     */
    public boolean reload(Supplier<GatewayConfig> source) {
        return reload.run(source);
    }

    /** By which clients of all gateways resume. */
    public String instance() {
        return market.ring().instance();
    }

    /** Leaves the venues; gateways notice at once that nothing more comes. */
    @Override
    public void close() {
        publisher.close(); // what leaving the venues does to quotes is nobody's concern
        feeds.stop().awaitUninterruptibly();
        threads.shutDown(GOODBYE_MS);
        reserves.close();
        LOG.info("stopped");
    }
}
