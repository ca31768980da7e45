package io.quotegate.gateway.relay;

import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;

/**
 * A client's requests, one after another, and no faster than the venue allows: those that come faster wait, so many of them
 * and no more. Confined to its event loop.
 *
 * @param <T> what a request is
 */
public final class RequestQueue<T> {
    private static final int MOST_BYTES = 256 * 1024;

    private final RateLimit pace;
    private final int most;
    private final ArrayDeque<Waiting<T>> waiting = new ArrayDeque<>(1);

    private int bytes;

    private record Waiting<T>(T request, int bytes) {}

    /**
     * @param many   requests in {@code window}
     * @param most   that may wait
     */
    public RequestQueue(int many, Duration window, int most) {
        pace = new RateLimit(many, window);
        this.most = most;
    }

    /** Adds a request of so many bytes; false if too many wait. */
    public boolean offer(T request, int length) {
        if (waiting.size() >= most || bytes + length > MOST_BYTES && !waiting.isEmpty()) {
            return false;
        }
        waiting.add(new Waiting<>(request, length));
        bytes += length;
        return true;
    }

    /** Whether there is one whose time has come; it is the next to {@link #take}. */
    public boolean isDue(long nowNs) {
        return !waiting.isEmpty() && pace.delayNs(nowNs) == 0;
    }

    /** The next one, which counts from now on. */
    public T take(long nowNs) {
        pace.spend(nowNs);
        Waiting<T> next = waiting.remove();
        bytes -= next.bytes();
        return next.request();
    }

    public boolean isEmpty() {
        return waiting.isEmpty();
    }
}
