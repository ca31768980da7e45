package io.quotegate.gateway.relay;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * The clients that take us for one venue, and what they are subscribed to: counted, and held to what the relay's clients of
 * all venues may have together. Any thread.
 */
public final class RelayCrowd {
    private final Whole whole;
    private final RefusalListener refusals;
    private final AtomicInteger clients = new AtomicInteger();
    private final AtomicInteger subscriptions = new AtomicInteger();
    private final LongAdder refused = new LongAdder();

    /** What the clients of all venues have, and may have. Any thread. */
    public static final class Whole {
        private final int mostClients;
        private final int mostSubscriptions;
        private final AtomicInteger clients = new AtomicInteger();
        private final AtomicInteger subscriptions = new AtomicInteger();

        public Whole(int mostClients, int mostSubscriptions) {
            this.mostClients = mostClients;
            this.mostSubscriptions = mostSubscriptions;
        }
    }

    public RelayCrowd(Whole whole, RefusalListener refusals) {
        this.whole = whole;
        this.refusals = refusals;
    }

    /** Whether there is room for a client more, with so many subscriptions to begin with; if not, that is counted. */
    public boolean hasRoom(int more) {
        if (whole.clients.get() >= whole.mostClients) {
            refused("a client above relay.clients");
            return false;
        }
        if (whole.subscriptions.get() + more > whole.mostSubscriptions) {
            refusedSubscriptions();
            return false;
        }
        return true;
    }

    void enter() {
        whole.clients.incrementAndGet();
        clients.incrementAndGet();
    }

    void leave() {
        whole.clients.decrementAndGet();
        clients.decrementAndGet();
    }

    /** Adds so many subscriptions if there is room for them, and says whether there was. */
    boolean trySubscribe(int more) {
        if (whole.subscriptions.addAndGet(more) > whole.mostSubscriptions) {
            whole.subscriptions.addAndGet(-more);
            refusedSubscriptions();
            return false;
        }
        subscriptions.addAndGet(more);
        return true;
    }

    void unsubscribe(int fewer) {
        whole.subscriptions.addAndGet(-fewer);
        subscriptions.addAndGet(-fewer);
    }

    private void refusedSubscriptions() {
        refused("a subscription above relay.subscriptions");
    }

    private void refused(String what) {
        refused.increment();
        refusals.refused(what, "too many");
    }

    /** What is refused to clients is told there. */
    public RefusalListener refusals() {
        return refusals;
    }

    /** Connected now. */
    public int clients() {
        return clients.get();
    }

    /** Streams and channels, each as often as there are clients that have it. */
    public int subscriptions() {
        return subscriptions.get();
    }

    /** Connections and subscriptions for which there was no room. */
    public LongAdder refused() {
        return refused;
    }
}
