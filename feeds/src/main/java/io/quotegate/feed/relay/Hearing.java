package io.quotegate.feed.relay;

import org.jspecify.annotations.Nullable;

/** One topic on one of the feed's connections. Confined to the relay's loop. */
final class Hearing {
    private final String name;
    private final TopicMemory memory;

    private boolean taken;
    private @Nullable RelayTopic topic; // that is passed on from here; null while nobody wants it, or another brings it

    Hearing(String name, TopicMemory memory) {
        this.name = name;
        this.memory = memory;
    }

    String name() {
        return name;
    }

    /** What came of it. */
    TopicMemory memory() {
        return memory;
    }

    /** Whether the venue has taken the feed's request. */
    boolean isTaken() {
        return taken;
    }

    void taken(boolean yes) {
        taken = yes;
    }

    @Nullable
    RelayTopic topic() {
        return topic;
    }

    void bringTo(@Nullable RelayTopic who) {
        topic = who;
    }
}
