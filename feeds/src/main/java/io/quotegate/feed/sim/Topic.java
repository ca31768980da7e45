package io.quotegate.feed.sim;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that can be subscribed to: a channel of an instrument on OKX, a stream on Binance. Confined to the venue's loop. */
final class Topic {
    private final String name;
    private final List<WebSocketSession> subscribers = new ArrayList<>();

    private @Nullable PushPayload payload;
    private boolean served;

    Topic(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    /** Who gets its pushes. */
    List<WebSocketSession> subscribers() {
        return subscribers;
    }

    boolean hasSubscribers() {
        return !subscribers.isEmpty();
    }

    /** What it has to tell now; null if nothing yet. */
    @Nullable
    PushPayload payload() {
        return payload;
    }

    Topic tell(PushPayload newPayload) {
        payload = newPayload;
        return this;
    }

    /** Whether the venue has such a topic. */
    boolean isServed() {
        return served;
    }

    Topic serve() {
        served = true;
        return this;
    }

    boolean carriesTrades() {
        return name.startsWith("trades:") || name.endsWith("@trade");
    }
}
