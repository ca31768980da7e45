package io.quotegate.feed.sim;

import io.quotegate.feed.FeedClock;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Brings what topics tell to the connections that subscribed to them: encoded once, copied into each connection's
 * batch, and written when the batch ends. Confined to the venue's loop.
 */
final class PushRouter {
    private final Map<String, Topic> topics = new HashMap<>();
    private final PushFrames frames = new PushFrames();
    private final List<WebSocketSession> unflushed = new ArrayList<>();
    private final PushFaults faults;
    private final FeedClock clock;

    private boolean everSubscribed;
    private long pushes;

    PushRouter(FeedClock clock) {
        this.clock = clock;
        faults = new PushFaults(this::deliver, clock.monotonicNs());
    }

    PushFaults faults() {
        return faults;
    }

    /** How many messages were handed to connections. */
    long pushes() {
        return pushes;
    }

    /** Whether anybody has ever subscribed to anything. */
    boolean everSubscribed() {
        return everSubscribed;
    }

    /** The topic called {@code name}, whether or not the venue serves it. */
    Topic topic(String name) {
        return topics.computeIfAbsent(name, Topic::new);
    }

    /** The topic called {@code name} if the venue serves it. */
    @Nullable
    Topic served(String name) {
        Topic topic = topics.get(name);
        return topic != null && topic.isServed() ? topic : null;
    }

    void subscribe(Topic topic, WebSocketSession session) {
        everSubscribed = true;
        topic.subscribers().add(session);
    }

    void unsubscribe(Topic topic, WebSocketSession session) {
        topic.subscribers().remove(session);
    }

    /** Pushes what {@code topic} has to tell now to all its subscribers. */
    void publish(Topic topic) {
        PushPayload payload = topic.payload();
        if (payload == null || !topic.hasSubscribers()) {
            return;
        }
        frames.of(payload);
        if (faults.isActive()) {
            faults.push(frames.hold(topic), clock.monotonicNs());
            return;
        }
        List<WebSocketSession> subscribers = topic.subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            WebSocketSession session = subscribers.get(i);
            ByteWriter frame = frames.in(session.form());
            session.push(frame.array(), frame.length());
        }
        pushes += subscribers.size();
    }

    /** Sends one connection what {@code topic} has to tell now. */
    void publishTo(WebSocketSession session, Topic topic) {
        PushPayload payload = topic.payload();
        if (payload != null) {
            ByteWriter frame = frames.of(payload).in(session.form());
            session.push(frame.array(), frame.length());
            pushes++;
        }
    }

    private void deliver(HeldPush push) {
        List<WebSocketSession> subscribers = push.topic().subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            WebSocketSession session = subscribers.get(i);
            byte[] frame = push.in(session.form());
            session.push(frame, frame.length);
        }
        pushes += subscribers.size();
    }

    /** Whether all subscribers of {@code topic} keep up. */
    boolean canTake(Topic topic) {
        List<WebSocketSession> subscribers = topic.subscribers();
        for (int i = 0; i < subscribers.size(); i++) {
            if (!subscribers.get(i).keepsUp()) {
                return false;
            }
        }
        return !faults.isFull();
    }

    /** A connection has something to be written when the batch ends. */
    void toFlush(WebSocketSession session) {
        unflushed.add(session);
    }

    /** Ends the batch. */
    void flush() {
        for (int i = 0; i < unflushed.size(); i++) {
            unflushed.get(i).flush();
        }
        unflushed.clear();
    }
}
