package io.quotegate.feed.relay;

import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.peer.HandshakeRefusal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When and where the connections of a source are made, and what came of it. Confined to the relay's loop. */
final class RelayConnects {
    private static final Logger LOG = LoggerFactory.getLogger(RelayConnects.class);

    private final String name;
    private final EndpointTurn endpoints;
    private final ConnectBudget budget;
    private final RelayStats stats;

    RelayConnects(RelaySourceParts its, RelayStats stats) {
        name = its.name();
        endpoints = new EndpointTurn(its.routes());
        budget = its.connects();
        this.stats = stats;
    }

    /** Where to connect now; null if that is not allowed. Whoever is told where says what becomes of it. */
    @Nullable
    Route begin(long nowNs) {
        return endpoints.delayNs(nowNs) == 0 && budget.tryBegin(nowNs) ? endpoints.route(nowNs) : null;
    }

    void opened(@Nullable Route route, long nowNs) {
        budget.answered(nowNs);
        stats.connects.increment();
        stats.connections.increment();
        LOG.info("relay of {}: connected to {}", name, route);
    }

    /** The venue would not shake hands; {@link #closed} follows. */
    void refused(@Nullable Route route, HandshakeRefusal refusal, long nowNs) {
        if (route != null) {
            endpoints.refused(route, refusal, nowNs);
        }
        budget.refused(refusal, nowNs);
    }

    void closed(@Nullable Route route, boolean wasOpen, String reason, long nowNs) {
        if (wasOpen) {
            stats.connections.decrement();
            LOG.info("relay of {}: disconnected: {}", name, reason);
        } else if (route != null) {
            budget.answered(nowNs);
            endpoints.failed(route);
            LOG.info("relay of {}: cannot connect to {}: {}", name, route, reason);
        }
    }
}
