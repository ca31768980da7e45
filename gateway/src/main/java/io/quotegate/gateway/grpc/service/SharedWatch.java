package io.quotegate.gateway.grpc.service;

import io.grpc.StatusRuntimeException;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.SharedMessage;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * One answer that changes, and all who want to be told of it on one event loop: it is computed once whenever it may have
 * changed and somebody takes it, encoded once for each framing, and the bytes are shared. A client that reads too slowly is
 * told the newest when it can take it; what came in between is not. Confined to the event loop.
 *
 * @param <T> the answer
 */
final class SharedWatch<T> {
    private final Watched<T> watched;
    private final MessageWriter writer;
    private final Consumer<QuoteWatcher> turns;
    private final Runnable onLastGone;
    private final Set<Listener> listeners = new LinkedHashSet<>();

    private T newest;
    private long version; // of the newest, to know who was told of it
    private boolean untold; // not all who could be told were
    private boolean outdated; // the newest may not be: when it may have changed nobody took it
    private boolean ended;

    /**
     * Begins to watch.
     *
     * @param turns      has something done in its turn, with what else is to be told
     * @param onLastGone run when nobody listens any more
     * @throws StatusRuntimeException if there is no answer
     */
    SharedWatch(Watched<T> watched, MessageWriter writer, Consumer<QuoteWatcher> turns, Runnable onLastGone) {
        this.watched = watched;
        this.writer = writer;
        this.turns = turns;
        this.onLastGone = onLastGone;
        newest = watched.answer();
        watched.begin(this::update);
    }

    /** One who listens. Confined to the event loop. */
    final class Listener implements PushHandler.Push {
        private final Outlet outlet;
        private final WireFormat format;
        private final Consumer<StatusRuntimeException> onEnd;
        private final QuoteWatcher catchUp = this::catchUp;
        private long told;

        private Listener(Outlet outlet, WireFormat format, Consumer<StatusRuntimeException> onEnd) {
            this.outlet = outlet;
            this.format = format;
            this.onEnd = onEnd;
        }

        private void tell(SharedMessage message) {
            try {
                if (message.offer(outlet, format)) {
                    told = version;
                }
            } catch (Throwable fault) { // how much of it is on its way is not known
                outlet.fail(fault);
            }
        }

        /** The client takes messages again, and so perhaps do a hundred on other streams of its connection. */
        @Override
        public void onReady() {
            if (outdated || told != version) {
                turns.accept(catchUp);
            }
        }

        private void catchUp() {
            if (outdated && listeners.contains(this)) {
                update();
            }
            if (told != version && listeners.contains(this)) {
                try (SharedMessage message = message()) {
                    tell(message);
                }
            }
        }

        @Override
        public void close() {
            if (listeners.remove(this) && listeners.isEmpty()) {
                end();
            }
        }
    }

    /**
     * Tells a client the answer of now, and every other one from now on.
     *
     * @param head  sends what goes before the first
     * @param onEnd hears that there is no answer any more
     * @throws StatusRuntimeException if there is none now; nothing was sent then
     */
    Listener join(Outlet outlet, WireFormat format, Runnable head, Consumer<StatusRuntimeException> onEnd) {
        T now = watched.answer();
        take(now);
        Listener listener = new Listener(outlet, format, onEnd);
        head.run();
        ByteWriter payload = writer.payload();
        write(now, payload);
        writer.write(outlet, format, payload);
        outlet.flush();
        listener.told = version;
        listeners.add(listener);
        return listener;
    }

    private void update() {
        outdated = !isTaken();
        if (outdated) {
            return;
        }
        T now;
        try {
            now = watched.answer();
        } catch (StatusRuntimeException e) {
            List<Listener> all = List.copyOf(listeners);
            all.forEach(listener -> listener.onEnd.accept(e));
            all.forEach(Listener::close);
            return;
        }
        take(now);
    }

    private boolean isTaken() {
        for (Listener listener : listeners) {
            if (listener.outlet.isWritable()) {
                return true;
            }
        }
        return false;
    }

    private void take(T now) {
        outdated = false;
        if (watched.isNew(now, newest)) {
            newest = now;
            version++;
            untold = true;
        }
        if (untold) {
            try (SharedMessage message = message()) {
                for (Listener listener : List.copyOf(listeners)) { // one that fails leaves
                    listener.tell(message);
                }
            }
            untold = false;
        }
    }

    private SharedMessage message() {
        T answer = newest;
        return new SharedMessage(writer, (format, out) -> write(answer, out));
    }

    private void write(T answer, ByteWriter out) {
        out.put(watched.message(answer).toByteArray());
    }

    private void end() {
        if (!ended) {
            ended = true;
            watched.end();
            onLastGone.run();
        }
    }

    /** Ends unless somebody listens: whoever came first was refused. */
    void endIfUnused() {
        if (listeners.isEmpty()) {
            end();
        }
    }
}
