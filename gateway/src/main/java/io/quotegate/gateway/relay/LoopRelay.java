package io.quotegate.gateway.relay;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.verbatim.VerbatimConsumer;
import io.quotegate.ring.verbatim.VerbatimReceiver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.agrona.collections.Int2ObjectHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What the relay's clients of one event loop want, and what they are told: the ring is read batch by batch, and each client
 * gets one write for all that a batch has for it. While nobody wants anything the ring is not read. Confined to the event
 * loop.
 */
public final class LoopRelay implements VerbatimConsumer {
    /** Most records read before the loop serves its sockets again. */
    private static final int MAX_BATCH = 256;

    private final EventLoop loop;
    private final RelayPort port;
    private final FaultGuard guard;
    private final long intervalNs;
    private final Doorbell doorbell;
    private final Runnable readAsScheduled = this::readAsScheduled;
    private final List<Map<String, RelayedTopic>> bySource = new ArrayList<>();
    private final Int2ObjectHashMap<RelayedTopic> byId = new Int2ObjectHashMap<>();
    private final Set<RelayListener> clients = new LinkedHashSet<>();
    private final Set<RelayListener> told = new LinkedHashSet<>(); // something, in the batch under way

    private @Nullable VerbatimReceiver receiver; // null while nobody wants anything
    private boolean scheduled;
    private boolean lapped;
    private long endedNs;

    LoopRelay(EventLoop loop, RelayPort port, FaultGuard guard) {
        this.loop = loop;
        this.port = port;
        this.guard = guard;
        intervalNs = port.flushInterval().toNanos();
        doorbell = new Doorbell(loop, this::onRing);
        for (int i = 0; i < RelaySources.COUNT; i++) {
            bySource.add(new HashMap<>());
        }
        endedNs = System.nanoTime() - intervalNs;
    }

    /** That of each event loop. */
    public static PerLoop<LoopRelay> of(RelayPort port, FaultGuard guard) {
        return new PerLoop<>(loop -> new LoopRelay(loop.eventLoop(), port, guard));
    }

    /** A client came. */
    public void add(RelayListener client) {
        clients.add(client);
        if (receiver == null) {
            receiver = port.ring().receiver();
            port.publisher().addDoorbell(doorbell);
            doorbell.rearm();
        }
    }

    /** A client is gone, and its subscriptions are {@linkplain #unsubscribe ended}. */
    public void remove(RelayListener client) {
        clients.remove(client);
        told.remove(client);
        if (clients.isEmpty() && receiver != null) {
            port.publisher().removeDoorbell(doorbell);
            receiver = null;
        }
    }

    /** Has {@code client} told all of {@code name}, once the venue has answered. */
    public RelaySubscription subscribe(RelayListener client, int source, String name, String request) {
        RelayedTopic topic =
                bySource.get(source).computeIfAbsent(name, missing -> new RelayedTopic(source, name, request));
        RelaySubscription subscription = new RelaySubscription(client, topic);
        boolean first = topic.subscriptions().isEmpty();
        topic.add(subscription);
        ask(subscription, first);
        return subscription;
    }

    /** Lets {@code subscription}, which lives, begin anew. */
    public void again(RelaySubscription subscription) {
        if (!subscription.waits()) {
            ask(subscription, false);
        }
    }

    private void ask(RelaySubscription subscription, boolean first) {
        RelayedTopic topic = subscription.topic();
        subscription.await();
        topic.waiting++;
        port.upstream().subscribe(topic.source(), topic.name(), topic.request(), first);
    }

    /** Ends {@code subscription}. */
    public void unsubscribe(RelaySubscription subscription) {
        RelayedTopic topic = subscription.topic();
        topic.remove(subscription);
        if (topic.subscriptions().isEmpty()) {
            forget(topic);
            port.upstream().unsubscribe(topic.source(), topic.name());
        }
    }

    private void forget(RelayedTopic topic) {
        bySource.get(topic.source()).remove(topic.name());
        if (topic.id != 0) {
            byId.remove(topic.id);
        }
    }

    // Reading

    private void onRing() {
        if (scheduled) {
            return;
        }
        long sinceNs = System.nanoTime() - endedNs;
        if (sinceNs >= intervalNs) {
            read();
        } else {
            readIn(intervalNs - sinceNs);
        }
    }

    private void readIn(long waitNs) {
        loop.schedule(readAsScheduled, waitNs, TimeUnit.NANOSECONDS);
        scheduled = true;
    }

    private void readAsScheduled() {
        scheduled = false;
        read();
    }

    private void read() {
        doorbell.rearm();
        if (receiver == null) {
            return;
        }
        long faultsBefore = guard.count();
        int count = poll(receiver);
        for (RelayListener client : List.copyOf(told)) {
            guard.attempt(client::onBatchEnd);
        }
        told.clear();
        if (lapped) {
            lapped = false;
            breakOff(each -> true, DisconnectReason.LAPPED);
        }
        guard.endTurn(faultsBefore);
        endedNs = System.nanoTime();
        if (count == MAX_BATCH && !scheduled) {
            readIn(0);
        }
    }

    private int poll(VerbatimReceiver from) {
        try {
            return from.poll(this, MAX_BATCH);
        } catch (Throwable fault) {
            guard.caught(fault);
            lapped = true; // what was lost nobody knows
            return MAX_BATCH;
        }
    }

    @Override
    public void onEvent(int topicId, byte[] bytes, int from, int to) {
        RelayedTopic topic = byId.get(topicId);
        if (topic == null) {
            return;
        }
        List<RelaySubscription> subscriptions = topic.subscriptions();
        for (int i = 0; i < subscriptions.size(); i++) {
            RelaySubscription subscription = subscriptions.get(i);
            if (subscription.isJoined()) {
                tell(subscription.client(), topic, bytes, from, to);
            }
        }
    }

    private void tell(RelayListener client, RelayedTopic topic, byte[] bytes, int from, int to) {
        told.add(client);
        client.onEvent(topic, bytes, from, to);
    }

    @Override
    public void onTaken(int topicId, int source, String name, byte[] bytes, int from, int to) {
        RelayedTopic topic = bySource.get(source).get(name);
        if (topic == null) {
            return;
        }
        if (topic.id != topicId) {
            byId.remove(topic.id);
            topic.id = topicId;
            byId.put(topicId, topic);
        }
        if (topic.waiting == 0) {
            return;
        }
        for (RelaySubscription subscription : List.copyOf(topic.subscriptions())) {
            if (subscription.waits()) {
                subscription.join();
                topic.waiting--;
                told.add(subscription.client());
                subscription.client().onTaken(subscription);
                if (to > from) {
                    tell(subscription.client(), topic, bytes, from, to);
                }
            }
        }
    }

    @Override
    public void onRefused(int source, String name, byte[] bytes, int from, int to) {
        RelayedTopic topic = bySource.get(source).get(name);
        if (topic == null) {
            return;
        }
        forget(topic);
        for (RelaySubscription subscription : List.copyOf(topic.subscriptions())) {
            told.add(subscription.client());
            topic.remove(subscription);
            subscription.client().onRefused(subscription, bytes, from, to);
        }
    }

    @Override
    public void onAway(int source) {
        Set<RelayListener> concerned = new LinkedHashSet<>();
        bySource.get(source)
                .values()
                .forEach(topic -> topic.subscriptions().forEach(each -> concerned.add(each.client())));
        breakOff(concerned::contains, DisconnectReason.VENUE_AWAY);
    }

    private void breakOff(Predicate<RelayListener> whom, DisconnectReason reason) {
        Consumer<RelayListener> end = client -> guard.attempt(() -> client.onBroken(reason));
        List.copyOf(clients).stream().filter(whom).forEach(end);
    }

    @Override
    public void onLapped() {
        lapped = true;
    }
}
