package io.quotegate.gateway.fanout;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.quotegate.api.PushChannel;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.ring.RingHistory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The subscribers of one event loop that are sent what they missed from the ring, before they are pushed what is new with
 * the others. Each is somewhere on the ring between what it had and what the event loop has delivered. In a turn those
 * furthest behind are served first, so that they come together and what they want is read and encoded once for all of
 * them; a turn is short, and who does not take what it is sent is waited for. Where the event loop's own reader is they
 * join it, between two batches. Costs nothing while there are none. Confined to its event loop.
 */
final class Replays {
    /** Most records of one step. */
    private static final int MAX_BATCH = 64;
    /** After so long sockets are served, and live quotes, before the next step. */
    private static final long TURN_NS = 1_000_000;

    private final EventLoop loop;
    private final RingHistory history;
    private final MessageWriter writer;
    private final Topics topics;
    private final FaultGuard guard;
    private final LongSupplier delivered; // the index of the record that the event loop reads next
    private final List<Replay> running = new ArrayList<>();
    private final Map<WireFormat, Step> steps = new EnumMap<>(WireFormat.class);
    private final Runnable turn = this::turn;

    private @Nullable Ending ending;
    private boolean scheduled;

    /** What becomes of a subscriber in the end. */
    interface Ending {
        /** It has all that was delivered. */
        void caughtUp(Subscriber part, PushChannel channel, Missed missed);

        /** The ring was overwritten before it took what was on it. */
        void overtaken(Subscriber part, PushChannel channel, Missed missed);
    }

    Replays(
            EventLoop loop,
            RingHistory history,
            MessageWriter writer,
            Topics topics,
            FaultGuard guard,
            LongSupplier delivered) {
        this.loop = loop;
        this.history = history;
        this.writer = writer;
        this.topics = topics;
        this.guard = guard;
        this.delivered = delivered;
    }

    /** What becomes of subscribers in the end is told to {@code newEnding}, before there are any. */
    void endsWith(Ending newEnding) {
        ending = newEnding;
    }

    /** A part of {@code whole} which will be sent what was {@code missed} of quotes or trades, when it joins. */
    Subscriber begin(Subscriber whole, PushChannel channel, Missed missed) {
        return new Replay(whole, channel, missed).subscriber;
    }

    /** One subscriber on its way, which is a part of its own of the client meanwhile. */
    private final class Replay implements PushSchedule {
        private final PushChannel channel;
        private final Missed missed;
        private final Subscriber subscriber;

        Replay(Subscriber whole, PushChannel channel, Missed missed) {
            this.channel = channel;
            this.missed = missed;
            subscriber = whole.partOf(this);
        }

        private boolean takes() {
            return subscriber.outlet().isWritable();
        }

        @Override
        public long ticks() {
            return 0;
        }

        @Override
        public long nextTick() {
            return 0;
        }

        @Override
        public long sentSeq(int topic) {
            return missed.seq(topic);
        }

        @Override
        public void join(Subscriber joined) {
            running.add(this);
            wake();
        }

        @Override
        public void leave(Subscriber left) {
            running.remove(this);
        }

        /** It was for this once. */
        @Override
        public void end(Subscriber ended) {
            ended.drop();
        }

        @Override
        public void onWritable() {
            wake();
        }
    }

    /** Whether there are none. */
    boolean isEmpty() {
        return running.isEmpty();
    }

    /** Something is otherwise: there is more to send, or a client takes more. */
    void wake() {
        if (!scheduled && !running.isEmpty()) {
            try {
                loop.schedule(turn, 0, TimeUnit.NANOSECONDS); // a timer, so that sockets are looked at before
                scheduled = true;
            } catch (RuntimeException | Error e) { // the next batch, or the client, has it tried again
                guard.caught(e);
            }
        }
    }

    /**
     * Records are missing, so that who did not say what it had of each pair cannot be told what is of it; or numbers begin anew,
     * and nobody can.
     */
    void onLost(boolean renumbered) {
        List.copyOf(running).stream()
                .filter(replay -> renumbered || !replay.missed.knows(replay.subscriber.wanted()))
                .forEach(replay -> replay.subscriber.outlet().end(DisconnectReason.LAPPED));
    }

    private void turn() {
        scheduled = false;
        long faultsBefore = guard.count();
        long until = loop.ticker().nanoTime() + TURN_NS;
        boolean more;
        do {
            more = step(until);
        } while (more && loop.ticker().nanoTime() - until < 0);
        if (more) {
            wake();
        }
        guard.endTurn(faultsBefore);
    }

    /** Whether there is more to do now. */
    private boolean step(long until) {
        long end = delivered.getAsLong();
        long from = end;
        List<Replay> done = new ArrayList<>();
        for (Replay replay : running) {
            if (replay.takes()) {
                from = Math.min(from, replay.missed.next());
                if (replay.missed.isOver(end)) {
                    done.add(replay);
                }
            }
        }
        done.forEach(this::caughtUp);
        if (from >= end) {
            return false;
        }
        send(from, Math.min(from + MAX_BATCH, end), until);
        return true;
    }

    /** Sends the records from {@code from} to {@code to} to those who are there and want them. */
    private void send(long from, long to, long until) {
        List<Replay> there = new ArrayList<>();
        for (Replay replay : running) {
            if (replay.takes() && replay.missed.next() < to) {
                there.add(replay);
                step(replay).wants(replay.subscriber.wanted());
            }
        }
        long read = to;
        try {
            for (long index = from; index < to; index++) {
                if (!history.read(index)) {
                    read = index;
                    break;
                }
                append(index);
            }
            hand(there, read, until);
        } catch (Throwable fault) {
            guard.caught(fault);
            there.forEach(replay -> replay.subscriber.outlet().end(DisconnectReason.INTERNAL_ERROR));
        } finally {
            steps.values().forEach(Step::clear);
        }
        long lost = read; // what is before it, and there, is not on the ring any more
        if (lost < to) {
            List.copyOf(running).stream()
                    .filter(replay -> replay.missed.next() <= lost)
                    .forEach(this::overtaken);
        }
    }

    private Step step(Replay replay) {
        return steps.computeIfAbsent(replay.subscriber.format(), Step::new);
    }

    private void append(long index) {
        boolean quote = history.isQuote();
        if (!quote && !history.isTrade()) {
            return;
        }
        int id = quote ? history.quote().instrumentId() : history.trade().instrumentId();
        int topic = quote ? topics.quotes(id) : topics.trades(id);
        long seq = quote ? history.quote().seq() : history.trade().seq();
        writer.begin();
        for (Step step : steps.values()) {
            if (step.wanted.get(topic)) {
                if (quote) {
                    writer.appendQuote(step.format, history.quote(), 0, step.batch.bytes());
                } else {
                    writer.appendTrade(step.format, history.trade(), 0, step.batch.bytes());
                }
                step.added(topic, seq, index);
            }
        }
    }

    /** Hands each of {@code there} its part of what was read up to {@code to}; who comes too late in the turn, in the next. */
    private void hand(List<Replay> there, long to, long until) {
        for (int i = 0; i < there.size() && (i == 0 || loop.ticker().nanoTime() - until < 0); i++) {
            Replay replay = there.get(i);
            if (!step(replay).hand(replay, to, writer)) {
                overtaken(replay);
            }
        }
    }

    private void caughtUp(Replay replay) {
        requireNonNull(ending, "ending").caughtUp(replay.subscriber, replay.channel, replay.missed);
    }

    private void overtaken(Replay replay) {
        requireNonNull(ending, "ending").overtaken(replay.subscriber, replay.channel, replay.missed);
    }

    /** What was read, in one format. */
    private static final class Step {
        private final WireFormat format;
        private final Batch batch = new Batch();
        private final BatchPart part = new BatchPart(batch);
        private final BitSet wanted = new BitSet();
        private final long[] indexes = new long[MAX_BATCH];

        private int count;

        Step(WireFormat format) {
            this.format = format;
        }

        void wants(BitSet more) {
            wanted.or(more);
        }

        void added(int topic, long seq, long index) {
            batch.add(topic, seq - 1);
            indexes[count++] = index;
        }

        /** Sends {@code replay} its part; false if something is missing there, before which it ends. */
        boolean hand(Replay replay, long to, MessageWriter writer) {
            Missed missed = replay.missed;
            BitSet topics = replay.subscriber.wanted();
            boolean gap = false;
            part.clear();
            for (int entry = 0; entry < count && !gap; entry++) {
                int topic = batch.topic(entry);
                long seq = batch.previousSeq(entry) + 1;
                if (indexes[entry] >= missed.next() && topics.get(topic) && missed.isNews(topic, seq)) {
                    gap = missed.isGap(topic, seq);
                    if (!gap) {
                        part.add(entry);
                        missed.had(topic, seq);
                    }
                }
            }
            if (part.count() > 0) {
                ByteBuf bytes = part.bytes(writer.allocator());
                try {
                    replay.subscriber.outlet().push(bytes);
                } finally {
                    bytes.release();
                }
            }
            missed.next(to);
            return !gap;
        }

        void clear() {
            batch.clear();
            part.clear();
            wanted.clear();
            count = 0;
        }
    }
}
