package io.quotegate.feed.sim.push;

import io.quotegate.feed.FeedClock;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Brings what topics tell to the connections that subscribed to them: encoded once, copied into each connection's
 * batch, and written when the batch ends. Confined to the venue's loop.
 */
public final class PushRouter {
    private final Map<String, Topic> topics = new HashMap<>();
    private final PushFrames frames = new PushFrames();
    private final List<PushSubscriber> unflushed = new ArrayList<>();
    private final PushFaults faults;
    private final FeedClock clock;
    private final Predicate<String> isOfTrades;

    private boolean everSubscribed;
    private long pushes;
    private long repeated;

    /** @param isOfTrades tells by their names which topics carry trades */
    public PushRouter(FeedClock clock, Predicate<String> isOfTrades) {
        this.clock = clock;
        this.isOfTrades = isOfTrades;
        faults = new PushFaults(this::deliver, clock.monotonicNs());
    }

    public PushFaults faults() {
        return faults;
    }

    /** How many messages were handed to connections. */
    public long pushes() {
        return pushes;
    }

    /** How often a connection subscribed to what another one had. */
    public long repeated() {
        return repeated;
    }

    /** Whether anybody has ever subscribed to anything. */
    public boolean everSubscribed() {
        return everSubscribed;
    }

    /** The topic called {@code name}, whether or not the venue serves it. */
    public Topic topic(String name) {
        return topics.computeIfAbsent(name, unknown -> new Topic(unknown, isOfTrades.test(unknown)));
    }

    /** The topic called {@code name} if the venue serves it. */
    @Nullable
    public Topic served(String name) {
        Topic topic = topics.get(name);
        return topic != null && topic.isServed() ? topic : null;
    }

    public void subscribe(Topic topic, PushSubscriber subscriber) {
        everSubscribed = true;
        repeated += topic.hasSubscribers() ? 1 : 0;
        topic.subscribers().add(subscriber);
    }

    public void unsubscribe(Topic topic, PushSubscriber subscriber) {
        topic.subscribers().remove(subscriber);
    }

    /** Pushes what {@code topic} has to tell now to all its subscribers. */
    public void publish(Topic topic) {
        PushPayload payload = topic.payload();
        if (payload == null || !topic.hasSubscribers()) {
            return;
        }
        frames.of(payload);
        if (faults.isActive()) {
            faults.push(frames.hold(topic), clock.monotonicNs());
            return;
        }
        List<PushSubscriber> subscribers = topic.subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            PushSubscriber subscriber = subscribers.get(i);
            ByteWriter frame = frames.in(subscriber.form());
            subscriber.push(frame.array(), frame.length());
        }
        pushes += subscribers.size();
    }

    /** Sends one connection what {@code topic} begins with. */
    public void greet(PushSubscriber subscriber, Topic topic) {
        PushPayload payload = topic.greeting();
        if (payload != null) {
            ByteWriter frame = frames.of(payload).in(subscriber.form());
            subscriber.push(frame.array(), frame.length());
            pushes++;
        }
    }

    private void deliver(HeldPush push) {
        List<PushSubscriber> subscribers = push.topic().subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            PushSubscriber subscriber = subscribers.get(i);
            byte[] frame = push.in(subscriber.form());
            subscriber.push(frame, frame.length);
        }
        pushes += subscribers.size();
    }

    /** Whether all subscribers of {@code topic} keep up. */
    public boolean canTake(Topic topic) {
        List<PushSubscriber> subscribers = topic.subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            if (!subscribers.get(i).keepsUp()) {
                return false;
            }
        }
        return !faults.isFull();
    }

    /** A connection has something to be written when the batch ends. */
    public void toFlush(PushSubscriber subscriber) {
        unflushed.add(subscriber);
    }

    /** Ends the batch. */
    public void flush() {
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
    }
}
