package io.quotegate.cluster;

import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The feed nodes that a gateway hears, of which it keeps a few. Confined to the thread that reads. */
final class KnownNodes {
    private static final int MOST = 8;
    private static final long FORGOTTEN_AFTER_NS = TimeUnit.SECONDS.toNanos(30);

    private final Instruments instruments;
    private final List<KnownNode> nodes = new ArrayList<>();

    KnownNodes(Instruments instruments) {
        this.instruments = instruments;
    }

    /** The one of this instance, which is new if it was not heard before; another may be forgotten for it, but not {@code kept}. */
    KnownNode of(long epochHigh, long epochLow, @Nullable KnownNode kept, long nowNs) {
        for (KnownNode node : nodes) {
            if (node.is(epochHigh, epochLow)) {
                return node;
            }
        }
        nodes.removeIf(node -> node != kept && nowNs - node.heardNs() >= FORGOTTEN_AFTER_NS);
        if (nodes.size() >= MOST) {
            nodes.remove(nodes.get(0) == kept ? 1 : 0);
        }
        KnownNode node = new KnownNode(new UUID(epochHigh, epochLow), instruments);
        nodes.add(node);
        return node;
    }

    Collection<KnownNode> all() {
        return Collections.unmodifiableList(nodes);
    }

    /** How many are alive. */
    int alive(long nowNs) {
        return (int)
                nodes.stream().filter(node -> NodeChoice.isAlive(node, nowNs)).count();
    }

    /** We were asleep for so long, and could not hear them. */
    void forgive(long asleepNs) {
        nodes.forEach(node -> node.forgive(asleepNs));
    }
}
