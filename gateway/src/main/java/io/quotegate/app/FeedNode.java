package io.quotegate.app;

import io.quotegate.cluster.ClusterSettings;
import io.quotegate.config.GatewayConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gateways of a cluster follow: a gateway on the venues that keeps nothing on disk, whose rings are published to other
 * machines. Its port is for those who look after it and for gateways that missed something. Made and started by one thread;
 * {@link #close()} and {@link #reload} may come from any.
 */
public final class FeedNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FeedNode.class);

    private final Gateway gateway;

    private FeedNode(Gateway gateway) {
        this.gateway = gateway;
    }

    /**
     * Begins to connect to the venues, to publish, and to answer.
     *
     * @throws IOException if the log cannot be written, the port cannot be listened on, or it cannot be told which pairs patterns
     *     stand for
     */
    public static FeedNode start(GatewayConfig config) throws IOException {
        FeedNode node = new FeedNode(Gateway.start(config.forFeedNode()));
        ClusterSettings cluster = config.cluster().settings();
        LOG.info(
                "publishing on {}, as instance {}, of rank {}",
                cluster.channels().get(0),
                node.instance(),
                cluster.rank());
        return node;
    }

    /**
     * Takes up what a running gateway does of what {@code source} reads again. Blocks.
     *
     * @return whether nothing was wrong
     */
    public boolean reload(Supplier<GatewayConfig> source) {
        return gateway.reload(() -> source.get().forFeedNode());
    }

    /** By which clients of all gateways resume. */
    public String instance() {
        return gateway.instance();
    }

    /** Where it answers. */
    public InetSocketAddress address() {
        return gateway.address();
    }

    /** Leaves the venues; gateways notice at once that nothing more comes. */
    @Override
    public void close() {
        gateway.close();
    }
}
