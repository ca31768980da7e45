package io.quotegate.gateway.loop;

import static java.util.Objects.requireNonNull;

import io.netty.channel.EventLoop;
import io.quotegate.gateway.session.DisconnectReason;
import java.time.Duration;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** All event loops that serve clients. Any thread but theirs. */
public final class ServerLoops {
    private static final long POLL_MS = 10;

    private final Map<EventLoop, LoopContext> contexts = new IdentityHashMap<>();

    public ServerLoops(List<LoopContext> contexts) {
        contexts.forEach(context -> this.contexts.put(context.eventLoop(), context));
    }

    /** What the connections of {@code loop} share. */
    public LoopContext of(EventLoop loop) {
        return requireNonNull(contexts.get(loop), "event loop of the server");
    }

    /** The same of every loop. */
    public Map<EventLoop, LoopContext> contexts() {
        return contexts;
    }

    /** How much waits for clients to take it. */
    public long pendingBytes() {
        return contexts.values().stream()
                .mapToLong(context -> context.sweeper().pendingBytes())
                .sum();
    }

    /** These pairs are served now, and were not before. */
    public void addPairs(BitSet instrumentIds) {
        contexts.forEach((loop, context) -> loop.execute(() -> context.fanout().onPairsAdded(instrumentIds)));
    }

    /** Ends every connection, and tells its client why. */
    public void endAll(DisconnectReason reason) {
        contexts.forEach((loop, context) -> loop.execute(() -> context.sweeper().endAll(reason)));
    }

    /** The same one after another, spread evenly over {@code over}; those that are gone are waited for until then. */
    public void drain(DisconnectReason reason, Duration over) {
        contexts.forEach((loop, context) -> loop.execute(() -> context.sweeper().drain(loop, reason, over)));
        awaitGoodbyes(over);
    }

    /** Waits until the clients are gone, or have had {@code timeout} to go. */
    public void awaitGoodbyes(Duration timeout) {
        long untilNs = System.nanoTime() + timeout.toNanos();
        while (System.nanoTime() < untilNs && connectionCount() > 0) {
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private int connectionCount() {
        int count = 0;
        for (LoopContext context : contexts.values()) {
            count += context.eventLoop()
                    .submit(() -> context.sweeper().count())
                    .awaitUninterruptibly()
                    .getNow();
        }
        return count;
    }

    /**
     * Closes the connections that are left, reads the ring no more, and gives back what the loops hold; they end elsewhere.
     * Connections are not left to the end of their loop: Netty's may end without a look at them, if it is told to end while
     * it runs tasks.
     */
    public void close() {
        contexts.forEach((loop, context) -> loop.execute(() -> {
            context.sweeper().closeAll();
            loop.execute(
                    () -> { // behind what becomes of them
                        context.fanout().close();
                        context.inflater().closeShared();
                    });
        }));
    }
}
