package io.quotegate.gateway.relay;

/** That one client wants one topic. Confined to its event loop. */
public final class RelaySubscription {
    private final RelayListener client;
    private final RelayedTopic topic;

    private boolean joined; // hears events
    private boolean waits; // for the venue's answer
    int place; // among the topic's

    RelaySubscription(RelayListener client, RelayedTopic topic) {
        this.client = client;
        this.topic = topic;
    }

    RelayListener client() {
        return client;
    }

    public RelayedTopic topic() {
        return topic;
    }

    boolean isJoined() {
        return joined;
    }

    boolean waits() {
        return waits;
    }

    void await() {
        waits = true;
    }

    void join() {
        waits = false;
        joined = true;
    }
}
