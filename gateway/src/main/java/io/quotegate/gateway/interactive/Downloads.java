package io.quotegate.gateway.interactive;

import io.netty.channel.EventLoop;
import io.quotegate.service.files.OpenFile;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The downloads of one event loop. They take turns, and in one turn of the loop send so much together and no more: the
 * loop sees to its sockets and its quotes in between. Confined to the event loop.
 */
public final class Downloads {
    /** Most that is sent in one turn of the loop, unless one piece is longer. */
    private static final int TURN_BYTES = 128 * 1024;

    private final EventLoop loop;
    private final Executor blocking;
    private final ArrayDeque<FilePump> waiting = new ArrayDeque<>();
    private boolean scheduled;

    Downloads(EventLoop loop, Executor blocking) {
        this.loop = loop;
        this.blocking = blocking;
    }

    /** Sends {@code file}, which it takes over, from {@code from} to {@code to}, once it is started. */
    public FilePump pump(OpenFile file, long from, long to, FilePump.Sink sink) {
        return new FilePump(this, file, from, to, sink);
    }

    EventLoop loop() {
        return loop;
    }

    Executor blocking() {
        return blocking;
    }

    /** Lets {@code pump} send a piece when it is its turn. */
    void await(FilePump pump) {
        waiting.add(pump);
        schedule();
    }

    private void schedule() {
        if (!scheduled) {
            scheduled = true;
            loop.schedule(this::turn, 1, TimeUnit.NANOSECONDS); // a task would run within this turn still
        }
    }

    private void turn() {
        scheduled = false;
        int sent = 0;
        while (sent < TURN_BYTES && !waiting.isEmpty()) {
            sent += waiting.remove().sendOne();
        }
        if (!waiting.isEmpty()) {
            schedule();
        }
    }
}
