package io.quotegate.feed.relay;

import io.quotegate.feed.peer.PeerText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each kind of request that had to be refused in the log, once, and so many kinds and no more: what is asked for is
 * for clients to choose. Any thread.
 */
public final class RefusedKinds {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedKinds.class);

    /** Most that are told. */
    static final int MOST = 100;

    private final String of;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    /** @param of whose relay it is, for people */
    public RefusedKinds(String of) {
        this.of = of;
    }

    /**
     * A request of {@code kind} was refused.
     *
     * @param kind   nothing of it that only the client should know
     * @param answer what it was told
     * @return whether this is told
     */
    public boolean refused(String kind, String answer) {
        boolean isNew = !told.contains(kind) && told.size() < MOST && told.add(kind);
        if (isNew) {
            LOG.info("relay of {}: {} is refused: {}", of, PeerText.shown(kind), PeerText.shown(answer));
            if (told.size() == MOST) {
                LOG.info("relay of {}: what else is refused is not told any more", of);
            }
        }
        return isNew;
    }
}
