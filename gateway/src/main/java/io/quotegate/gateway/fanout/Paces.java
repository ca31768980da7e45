package io.quotegate.gateway.fanout;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.session.ConnectionMetrics;
import java.util.HashMap;
import java.util.Map;

/** The paces at which subscribers of one event loop want to be pushed to. Confined to its event loop. */
final class Paces {
    private final EventLoop loop;
    private final MessageWriter writer;
    private final LastDelivered last;
    private final int topicCount;
    private final ConnectionMetrics metrics;
    private final FaultGuard guard;
    private final Map<Integer, Pace> byInterval = new HashMap<>();

    Paces(
            EventLoop loop,
            MessageWriter writer,
            LastDelivered last,
            int topicCount,
            ConnectionMetrics metrics,
            FaultGuard guard) {
        this.loop = loop;
        this.writer = writer;
        this.last = last;
        this.topicCount = topicCount;
        this.metrics = metrics;
        this.guard = guard;
    }

    /** That of {@code intervalMs}, which is one of few: they are rounded. */
    Pace of(int intervalMs) {
        return byInterval.computeIfAbsent(
                intervalMs, missing -> new Pace(intervalMs, loop, writer, last, topicCount, metrics, guard));
    }

    /** Whether anybody wants {@code topic}, at whatever pace. */
    boolean isWanted(int topic) {
        for (Pace pace : byInterval.values()) {
            if (pace.isWanted(topic)) {
                return true;
            }
        }
        return false;
    }

    boolean isEmpty() {
        for (Pace pace : byInterval.values()) {
            if (!pace.isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
