package io.quotegate.feed.relay;

/** One stream or channel of a venue that somebody wants, or wanted not long ago. Confined to the relay's loop. */
public final class RelayTopic {
    private final int id;
    private final String name;
    private final String request;
    private final TopicMemory memory;

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
        return memory;
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
        return taken;
    }

    void taken(boolean yes) {
        taken = yes;
    }
}
