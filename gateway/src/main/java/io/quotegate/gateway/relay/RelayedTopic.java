package io.quotegate.gateway.relay;

import java.util.ArrayList;
import java.util.List;

/** One stream or channel, and those of an event loop's clients that want it. Confined to the event loop. */
public final class RelayedTopic {
    private final int source;
    private final String name;
    private final String request;
    private final List<RelaySubscription> subscriptions = new ArrayList<>(1);

    int id; // on the ring; 0 while it is not known
    int waiting; // subscriptions that wait for the venue's answer

    RelayedTopic(int source, String name, String request) {
        this.source = source;
        this.name = name;
        this.request = request;
    }

    int source() {
        return source;
    }

    /** What tells it from all others of its source. */
    public String name() {
        return name;
    }

    /** How the venue is asked for it. */
    String request() {
        return request;
    }

    List<RelaySubscription> subscriptions() {
        return subscriptions;
    }

    void add(RelaySubscription subscription) {
        subscription.place = subscriptions.size();
        subscriptions.add(subscription);
    }

    void remove(RelaySubscription subscription) {
        RelaySubscription last = subscriptions.remove(subscriptions.size() - 1);
        if (last != subscription) {
            subscriptions.set(subscription.place, last);
            last.place = subscription.place;
        }
        waiting -= subscription.waits() ? 1 : 0;
    }
}
