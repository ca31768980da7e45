package io.quotegate.feed.relay;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One stream or channel of a venue that somebody wants, or wanted not long ago, over one of the feed's connections or one of
 * the relay's own. Confined to the relay's loop.
 */
public final class RelayTopic {
    /** A connection that was heard of since brings what it is to bring: one that lives has answered a probe. */
    static final long HEARD_NS = Duration.ofSeconds(6).toNanos();

    private final int id;
    private final String name;
    private final String request;
    private final TopicMemory memory; // of what comes over our own connections

    private @Nullable Hearing hearing; // where it comes from; null where the feed does not bring it
    private int users; // event loops that have clients for it
    private long unusedNs; // since when there are none
    private boolean taken;

    RelayTopic(int id, String name, String request, TopicMemory memory) {
        this.id = id;
        this.name = name;
        this.request = request;
        this.memory = memory;
    }

    /** What the ring calls it. */
    int id() {
        return id;
    }

    /** What tells it from all others of its source. */
    public String name() {
        return name;
    }

    /** How it is asked for. */
    public String request() {
        return request;
    }

    TopicMemory memory() {
        return hearing == null ? memory : hearing.memory();
    }

    @Nullable
    Hearing hearing() {
        return hearing;
    }

    /** It comes from {@code other} from now on, one of the feed's; null for none of these. */
    void hear(@Nullable Hearing other) {
        if (hearing != null) {
            hearing.bringTo(null);
        }
        hearing = other;
        if (other != null) {
            other.bringTo(this);
        }
    }

    void use() {
        users++;
    }

    /** One of those that use it does not any more. */
    void leave(long nowNs) {
        if (users > 0 && --users == 0) {
            unusedNs = nowNs;
        }
    }

    boolean isUsed() {
        return users > 0;
    }

    /** Whether nobody has wanted it for so long. */
    boolean isUnused(long nowNs, long forNs) {
        return users == 0 && nowNs - unusedNs >= forNs;
    }

    boolean isTaken() {
        return hearing == null ? taken : hearing.isTaken();
    }

    void taken(boolean yes) {
        taken = yes;
    }
}
