package io.quotegate.gateway.fanout;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.session.ConnectionMetrics;
import java.util.concurrent.TimeUnit;

/**
 * The subscribers of one event loop that want no more than one push of a pair in the same interval. What is delivered to
 * others costs nothing more for them: once in an interval it is looked which pairs have something newer, and that is
 * encoded once per format and shared as any batch. Confined to its event loop.
 */
final class Pace implements PushSchedule {
    private final int intervalMs;
    private final EventLoop loop;
    private final MessageWriter writer;
    private final LastDelivered last;
    private final FaultGuard guard;
    private final Formats formats;
    private final long[] sentSeqs; // by topic
    private final Runnable tick = this::tick;

    private long ticks;
    private boolean running;

    Pace(
            int intervalMs,
            EventLoop loop,
            MessageWriter writer,
            LastDelivered last,
            int topicCount,
            ConnectionMetrics metrics,
            FaultGuard guard) {
        this.intervalMs = intervalMs;
        this.loop = loop;
        this.writer = writer;
        this.last = last;
        this.guard = guard;
        formats = new Formats(topicCount, metrics, writer.streams());
        sentSeqs = new long[topicCount];
    }

    @Override
    public long ticks() {
        return ticks;
    }

    @Override
    public long nextTick() {
        return ticks + (running ? 2 : 1);
    }

    @Override
    public long sentSeq(int topic) {
        return sentSeqs[topic];
    }

    @Override
    public void join(Subscriber subscriber) {
        for (int topic = subscriber.wanted().nextSetBit(0);
                topic >= 0;
                topic = subscriber.wanted().nextSetBit(topic + 1)) {
            if (!formats.isWanted(topic)) {
                sentSeqs[topic] = last.seq(topic);
            }
        }
        formats.join(subscriber);
        schedule();
    }

    @Override
    public void leave(Subscriber subscriber) {
        formats.leave(subscriber);
    }

    boolean isWanted(int topic) {
        return formats.isWanted(topic);
    }

    boolean isEmpty() {
        return formats.isEmpty();
    }

    private void schedule() {
        if (!running) {
            loop.schedule(tick, intervalMs, TimeUnit.MILLISECONDS);
            running = true;
        }
    }

    private void tick() {
        running = false;
        if (formats.isEmpty()) {
            return;
        }
        ticks++;
        try {
            for (int topic = 0; topic < sentSeqs.length; topic++) {
                if (formats.isWanted(topic) && last.seq(topic) != sentSeqs[topic]) {
                    append(topic);
                }
            }
            formats.deliver(writer.allocator(), guard);
            formats.catchUp(guard); // who joined amid an interval
        } catch (Throwable fault) {
            guard.caught(fault);
        }
        schedule();
    }

    private void append(int topic) {
        long seq = last.seq(topic);
        boolean follows = sentSeqs[topic] != 0 && sentSeqs[topic] < seq; // or it is the first, or numbered anew
        long previousSeq = follows ? sentSeqs[topic] : seq - 1;
        sentSeqs[topic] = seq;
        for (int i = 0; i < formats.count(); i++) {
            FormatGroups groups = formats.get(i);
            if (groups.isWanted(topic)) {
                try {
                    last.append(writer, groups.format(), topic, seq - previousSeq - 1, groups.bytes());
                    groups.added(topic, previousSeq, 0);
                } catch (Throwable fault) {
                    guard.caught(fault);
                    groups.abandon();
                    groups.deliver(writer.allocator(), guard);
                    groups.miss(topic, previousSeq, guard); // which the next look makes up for
                }
            }
        }
    }
}
