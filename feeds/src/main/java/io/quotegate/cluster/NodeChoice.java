package io.quotegate.cluster;

import java.util.Collection;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Which feed node is followed: of those that are alive the one of the lowest rank. One that is silent for three heartbeats
 * is not, and another takes over at once; a better one takes over from one that lives when it has been well for a while, so
 * that two that are not quite well never take turns. Immutable.
 */
final class NodeChoice {
    /** How often a feed node says that it lives. */
    static final long HEARTBEAT_NS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Silent for so long, it does not. */
    static final long DEAD_AFTER_NS = 3 * HEARTBEAT_NS + HEARTBEAT_NS / 10;

    private final long failBackNs;

    /** A feed node as it is heard. */
    interface Candidate {
        int rank();

        /** Whether a heartbeat ever came. */
        boolean isHeard();

        /** Whether it has quotes of any venue. */
        boolean isReady();

        /** When its last heartbeat came. */
        long heardNs();

        /** Since when it is ready, and was never silent. */
        long wellSinceNs();
    }

    /** @param failBackNs how long a better one must be well */
    NodeChoice(long failBackNs) {
        this.failBackNs = failBackNs;
    }

    static boolean isAlive(Candidate node, long nowNs) {
        return node.isHeard() && nowNs - node.heardNs() < DEAD_AFTER_NS;
    }

    /** The one to follow, where {@code current} is followed; null if none is alive. */
    <N extends Candidate> @Nullable N choose(Collection<N> nodes, @Nullable N current, long nowNs) {
        N best = nodes.stream()
                .filter(node -> isAlive(node, nowNs))
                .min(Comparator.comparing((N node) -> !node.isReady())
                        .thenComparing(Candidate::rank)
                        .thenComparing(node -> node != current)
                        .thenComparing(Candidate::wellSinceNs))
                .orElse(null);
        if (best == null || current == null || best == current || !isAlive(current, nowNs)) {
            return best;
        }
        boolean worseOff = best.isReady() && !current.isReady();
        boolean better = best.rank() < current.rank() && nowNs - best.wellSinceNs() >= failBackNs;
        return worseOff || better ? best : current;
    }
}
