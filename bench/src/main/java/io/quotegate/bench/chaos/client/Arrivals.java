package io.quotegate.bench.chaos.client;

import java.net.SocketTimeoutException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What comes by callbacks, for one who waits for it. One thread puts, another takes. */
final class Arrivals {
    private static final String END = "";

    private final BlockingQueue<String> waiting = new ArrayBlockingQueue<>(1 << 16);

    void put(String message) {
        if (!waiting.offer(message)) {
            throw new IllegalStateException("too much waits to be taken"); // ends the stream that it comes by
        }
    }

    /** Nothing more comes. */
    void end() {
        put(END);
    }

    /** The next message; null if nothing more comes. */
    @Nullable
    String take() throws SocketTimeoutException {
        try {
            String next = waiting.poll(Carrier.SILENCE_MS, TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new SocketTimeoutException("silence");
            }
            return next.equals(END) ? null : next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
