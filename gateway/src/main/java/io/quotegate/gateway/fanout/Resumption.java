package io.quotegate.gateway.fanout;

import io.quotegate.api.BookDepth;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Resume;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.ring.RingHistory;
import java.util.BitSet;
import java.util.Map;

/**
 * Lets clients that were cut off go on where they were: finds what they missed, has it sent, and then lets them have what is
 * new with the others of their event loop. Confined to it.
 */
public final class Resumption implements Replays.Ending {
    private final EventLoopFanout fanout;
    private final RingHistory history;
    private final Topics topics;
    private final Delivery delivery;
    private final CatchUp catchUp;

    Resumption(EventLoopFanout fanout, RingHistory history, Topics topics, Delivery delivery, CatchUp catchUp) {
        this.history = history;
        this.fanout = fanout;
        this.topics = topics;
        this.delivery = delivery;
        this.catchUp = catchUp;
        delivery.replays().endsWith(this);
    }

    /** Takes a number of each of several instruments. */
    public interface SeqTaker {
        void take(int instrumentId, long seq);
    }

    /** Tells {@code taker} the number of the quote that {@code subscriber} was sent last, of each pair it wants. */
    public void sentSeqs(Subscriber subscriber, SeqTaker taker) {
        for (Subscriber part : subscriber.parts()) {
            PushSchedule pace = part.pace();
            part.wanted().stream().filter(topics::areQuotes).forEach(topic -> {
                long newest = pace == null ? delivery.last().seq(topic) : pace.sentSeq(topic);
                long seq = part.sentSeq(topic, newest);
                if (seq > 0) {
                    taker.take(topics.instrument(topic), seq);
                }
            });
        }
    }

    /**
     * What a client that was cut off has missed of quotes or trades.
     *
     * @param seqs of the pairs that it knows, by id, the number of what it had last
     */
    public Missed missed(PushChannel channel, BitSet instrumentIds, Map<Integer, Long> seqs) {
        fanout.activate();
        return Missed.find(history, topics, channel, instrumentIds, seqs, delivery.last(), fanout.next());
    }

    /** What one has missed of quotes that had all up to what is numbered {@code number}. */
    public Missed missedSince(BitSet instrumentIds, long number) {
        fanout.activate();
        return Missed.find(history, topics, instrumentIds, number);
    }

    /**
     * What one has missed of books at one depth: they are followed from now on. The ring has changes, but not what changed,
     * so that all that can be had is nothing: where nothing was told since.
     */
    public Missed missedOfBooks(BitSet instrumentIds, int depth, Map<Integer, Long> seqs) {
        fanout.followBooks(instrumentIds, depth);
        Missed missed = Missed.all();
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            Long seq = seqs.get(id);
            long told = delivery.books().seq(id, BookDepth.index(depth));
            if (seq == null) {
                missed.begin(id, told);
            } else if (told != seq) {
                return Missed.not(told > seq ? Resume.Outcome.GONE : Resume.Outcome.AHEAD);
            }
        }
        return missed;
    }

    /**
     * Sends what was missed of quotes or trades of {@code instrumentIds}, then lets {@code subscriber} have them. In the turn
     * in which that was found.
     */
    public void replay(
            Subscriber subscriber,
            PushChannel channel,
            BitSet instrumentIds,
            Missed missed,
            DeliveryMode mode,
            WireFormat format) {
        BitSet wanted = topics.of(channel, instrumentIds);
        Subscriber part = delivery.replays().begin(subscriber.whole(), channel, missed);
        fanout.forgetByOthers(part, channel, wanted);
        if (channel == PushChannel.QUOTES) {
            catchUp.writeSnapshot(subscriber, missed.begun(wanted), format);
        }
        part.mode(channel, mode);
        part.format(format);
        part.wanted().or(wanted);
        delivery.join(part);
    }

    /** It goes on as a part that is pushed what is new. */
    @Override
    public void caughtUp(Subscriber part, PushChannel channel, Missed missed) {
        BitSet wanted = (BitSet) part.wanted().clone();
        DeliveryMode mode = part.modeOf(channel, DeliveryMode.LATEST);
        fanout.forget(part, channel, wanted);
        Subscriber pushed = part.whole().part(part.format(), 0, null);
        fanout.join(pushed, channel, wanted, wanted, mode, part.format());
    }

    /** As one that is slow: the newest is made up for, or it is closed where all was promised. */
    @Override
    public void overtaken(Subscriber part, PushChannel channel, Missed missed) {
        BitSet wanted = (BitSet) part.wanted().clone();
        boolean makesUp = part.modeOf(channel, DeliveryMode.LATEST) == DeliveryMode.LATEST
                && channel == PushChannel.QUOTES
                && missed.knows(wanted);
        if (!makesUp) {
            part.outlet().end(DisconnectReason.LAPPED);
            return;
        }
        caughtUp(part, channel, missed);
        Subscriber pushed = part.whole().part(part.format(), 0, null);
        wanted.stream()
                .filter(topic -> delivery.last().seq(topic) > missed.seq(topic))
                .forEach(topic -> pushed.behind(topic, missed.seq(topic)));
        pushed.catchUp();
    }
}
