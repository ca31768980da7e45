package io.quotegate.gateway.fanout;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.session.ConnectionMetrics;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * The subscribers of one event loop that want no more than one push of a pair in the same interval. What is delivered to
 * others costs nothing more for them: once in an interval it is looked which pairs have something newer, and that is
 * encoded once per format and shared as any batch. Confined to its event loop.
 */
final class Pace implements PushSchedule {
    private static final long[] NOTHING = {};

    private final int intervalMs;
    private final EventLoop loop;
    private final MessageWriter writer;
    private final LastDelivered last;
    private final FaultGuard guard;
    private final Formats formats;
    private final int topicCount;
    private final Runnable tick = this::tick;

    private long[] sent = NOTHING; // by topic: versions, see LastDelivered; 0 for nothing
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
        this.topicCount = topicCount;
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
        return sent.length == 0 ? 0 : sent[topic] >> 1;
    }

    @Override
    public void join(Subscriber subscriber) {
        if (sent.length == 0) {
            sent = new long[topicCount];
        }
        for (int topic = subscriber.wanted().nextSetBit(0);
                topic >= 0;
                topic = subscriber.wanted().nextSetBit(topic + 1)) {
            if (!formats.isWanted(topic)) {
                sent[topic] = last.version(topic);
            }
        }
        formats.join(subscriber);
        schedule();
    }

    /** It may join again, for more or less: what it was not sent of the rest is still to be made up for. */
    @Override
    public void leave(Subscriber subscriber) {
        BitSet wanted = subscriber.wanted();
        for (int topic = wanted.nextSetBit(0); topic >= 0; topic = wanted.nextSetBit(topic + 1)) {
            if (isNews(topic)) {
                subscriber.behind(topic, previousSeq(topic));
            }
        }
        formats.leave(subscriber);
    }

    /** Between two looks it is ahead of those that were sent what they have in the last, and has an interval of its own. */
    @Override
    public void caughtUp(Subscriber subscriber, BitSet topics) {
        if (running) {
            topics.stream().forEach(topic -> subscriber.sent(topic, last.version(topic)));
        }
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
        formats.dropUnwanted(); // a client may ask for every interval there is, and leave
        if (formats.isEmpty()) {
            sent = NOTHING;
            return;
        }
        ticks++;
        try {
            for (int topic = 0; topic < sent.length; topic++) {
                if (formats.isWanted(topic) && isNews(topic)) {
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

    private boolean isNews(int topic) {
        return last.version(topic) != sent[topic];
    }

    /** The number of what came before the newest, for those who were sent what everybody was. */
    private long previousSeq(int topic) {
        long seq = last.seq(topic);
        long before = sentSeq(topic);
        return before != 0 && before < seq ? before : seq - 1; // it is the first, or said again, or numbered anew
    }

    private void append(int topic) {
        long seq = last.seq(topic);
        long previousSeq = previousSeq(topic);
        sent[topic] = last.version(topic);
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
