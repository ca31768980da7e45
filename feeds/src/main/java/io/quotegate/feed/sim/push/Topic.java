package io.quotegate.feed.sim.push;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something that can be subscribed to: a channel of an instrument on OKX, a stream on Binance. Confined to the venue's loop. */
public final class Topic {
    private final String name;
    private final boolean carriesTrades;
    private final List<PushSubscriber> subscribers = new ArrayList<>();

    private @Nullable PushPayload payload;
    private Greeting greeting = () -> payload;
    private boolean served;

    /** What a topic begins with. */
    @FunctionalInterface
    public interface Greeting {
        /** As it is at the moment; null for nothing. */
        @Nullable
        PushPayload now();
    }

    Topic(String name, boolean carriesTrades) {
        this.name = name;
        this.carriesTrades = carriesTrades;
    }

    public String name() {
        return name;
    }

    /** Who gets its pushes. */
    List<PushSubscriber> subscribers() {
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

    public Topic tell(PushPayload newPayload) {
        payload = newPayload;
        return this;
    }

    /** What it tells who just subscribed to it: what it has to tell now, unless it begins otherwise. */
    @Nullable
    PushPayload greeting() {
        return greeting.now();
    }

    public Topic greet(Greeting newGreeting) {
        greeting = newGreeting;
        return this;
    }

    /** Whether the venue has such a topic. */
    boolean isServed() {
        return served;
    }

    public Topic serve() {
        served = true;
        return this;
    }

    /** Whether trades are what it tells. */
    boolean carriesTrades() {
        return carriesTrades;
    }
}
