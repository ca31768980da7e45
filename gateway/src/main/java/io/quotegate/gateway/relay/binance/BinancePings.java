package io.quotegate.gateway.relay.binance;

import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * The pings of Binance's stream server: one each twenty seconds, whose payload, a time, is to come back within a minute.
 * Confined to its event loop.
 */
final class BinancePings {
    private static final long EVERY_NS = Duration.ofSeconds(20).toNanos();
    private static final long WITHIN_NS = Duration.ofSeconds(60).toNanos();

    private final ArrayDeque<Ping> unanswered = new ArrayDeque<>(2);

    private long dueNs;

    private record Ping(long sentNs, byte[] payload) {}

    BinancePings(long nowNs) {
        dueNs = nowNs + EVERY_NS;
    }

    boolean isDue(long nowNs) {
        return nowNs - dueNs >= 0;
    }

    /** Writes the payload of the next one into {@code out}. */
    void next(long nowNs, ByteWriter out) {
        dueNs = nowNs + EVERY_NS;
        out.number(System.currentTimeMillis());
        unanswered.add(new Ping(nowNs, out.toByteArray()));
    }

    void onPong(byte[] bytes, int from, int to) {
        unanswered.removeIf(ping -> Arrays.equals(ping.payload(), 0, ping.payload().length, bytes, from, to));
    }

    /** Whether the client had its time to answer. */
    boolean isPongMissing(long nowNs) {
        Ping oldest = unanswered.peek();
        return oldest != null && nowNs - oldest.sentNs() >= WITHIN_NS;
    }
}
