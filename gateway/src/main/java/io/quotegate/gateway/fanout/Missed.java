package io.quotegate.gateway.fanout;

import io.quotegate.api.PushChannel;
import io.quotegate.api.Resume;
import io.quotegate.ring.RingHistory;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * What a client that was cut off has missed of a channel, as far as it can be had. Confined to its event loop, and valid
 * only in the turn in which it was found.
 */
public final class Missed {
    private static final long UNKNOWN = -1;
    private static final Deque<LongSupplier> NONE_COMING = new ArrayDeque<>(0); // never added to

    private final Resume.Outcome outcome;
    private long next = Long.MAX_VALUE; // where the first record that was missed is on the ring
    private long notBefore; // the first place on the ring before which the client has all
    private final BitSet begun = new BitSet(); // topics, or books by their pairs, that the client had nothing of
    private long[] seqs = {}; // by topic: of what it had last
    private Deque<LongSupplier> coming = NONE_COMING; // each tells the place behind what is not on this ring yet, or -1

    private Missed(Resume.Outcome outcome) {
        this.outcome = outcome;
    }

    /** It cannot be had. */
    public static Missed not(Resume.Outcome why) {
        return new Missed(why);
    }

    /** All of it follows. */
    public static Missed all() {
        return new Missed(Resume.Outcome.RECOVERED);
    }

    public boolean isHeld() {
        return outcome == Resume.Outcome.RECOVERED;
    }

    public Resume.Outcome outcome() {
        return outcome;
    }

    /**
     * What is missed of quotes or trades of {@code instrumentIds}.
     *
     * @param seqs of those that the client knows, the number of what it had last; others it begins anew
     * @param end  where the event loop goes on reading, which has delivered {@code last}
     */
    static Missed find(
            RingHistory history,
            Topics topics,
            PushChannel channel,
            BitSet instrumentIds,
            Map<Integer, Long> seqs,
            LastDelivered last,
            long end) {
        boolean quotes = channel == PushChannel.QUOTES;
        Missed missed = all();
        missed.next = end;
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            int topic = quotes ? topics.quotes(id) : topics.trades(id);
            Long seq = seqs.get(id);
            if (seq == null) {
                missed.begin(topic, quotes ? last.quoteSeq(id) : history.newestTradeSeq(id));
                continue;
            }
            long index = quotes ? history.quoteAfter(id, seq) : history.tradeAfter(id, seq);
            if (index == RingHistory.AHEAD && history.isComing(seq - newestSeq(history, quotes, id))) {
                missed.await(history, quotes, id, topic, seq);
                continue;
            }
            if (index < 0) {
                return not(index);
            }
            boolean none = index == RingHistory.CURRENT;
            long newest = newest(history, quotes, id);
            missed.had(topic, seq);
            missed.next = Math.min(missed.next, index);
            missed.notBefore = Math.max(missed.notBefore, none ? newest + 1 : index);
        }
        return missed;
    }

    /** The same of quotes, of whoever had all up to what is numbered {@code number}. */
    static Missed find(RingHistory history, Topics topics, BitSet instrumentIds, long number) {
        long index = history.recordAfter(number);
        if (index < 0) {
            return not(index);
        }
        Missed missed = all();
        missed.next = index == RingHistory.CURRENT ? history.end() : index;
        missed.notBefore = missed.next;
        topics.of(PushChannel.QUOTES, instrumentIds).stream().forEach(topic -> missed.had(topic, UNKNOWN));
        return missed;
    }

    private static long newest(RingHistory history, boolean quotes, int id) {
        return quotes ? history.newestQuote(id) : history.newestTrade(id);
    }

    private static long newestSeq(RingHistory history, boolean quotes, int id) {
        return quotes ? history.newestQuoteSeq(id) : history.newestTradeSeq(id);
    }

    /** The client had what is numbered {@code seq} from another copy of the ring, where it was sooner. */
    private void await(RingHistory history, boolean quotes, int id, int topic, long seq) {
        coming = coming == NONE_COMING ? new ArrayDeque<>() : coming;
        coming.add(() -> newestSeq(history, quotes, id) < seq ? UNKNOWN : newest(history, quotes, id) + 1);
        had(topic, seq);
    }

    private static Missed not(long why) {
        return not(why == RingHistory.GONE ? Resume.Outcome.GONE : Resume.Outcome.AHEAD);
    }

    /** Of {@code topic} it had nothing, and is to have what comes after what is numbered {@code seq}. */
    void begin(int topic, long seq) {
        had(topic, seq);
        begun.set(topic);
    }

    /** Those of {@code topics} that the client had nothing of; of books those of such pairs. */
    public BitSet begun(BitSet topics) {
        BitSet both = (BitSet) begun.clone();
        both.and(topics);
        return both;
    }

    /** Of {@code topic} it has what is numbered {@code seq}. */
    void had(int topic, long seq) {
        if (topic >= seqs.length) {
            seqs = Arrays.copyOf(seqs, Math.max(topic + 1, 2 * seqs.length));
        }
        seqs[topic] = seq;
    }

    long next() {
        return next;
    }

    void next(long index) {
        next = index;
    }

    /** Whether the client has all that is before {@code end}, where what follows is new to it. */
    boolean isOver(long end) {
        while (!coming.isEmpty()) {
            long behind = coming.element().getAsLong();
            if (behind == UNKNOWN) {
                return false;
            }
            notBefore = Math.max(notBefore, behind);
            coming.remove();
        }
        return next >= end && end >= notBefore;
    }

    /** The number of what the client had last of {@code topic}; 0 where that is not known. */
    long seq(int topic) {
        return Math.max(0, seqs[topic]);
    }

    /** Whether what is numbered {@code seq} is news of {@code topic}. */
    boolean isNews(int topic, long seq) {
        return seq > seqs[topic];
    }

    /** Whether something of {@code topic} before it is missing that the client would have to be told. */
    boolean isGap(int topic, long seq) {
        return seqs[topic] != UNKNOWN && seq != seqs[topic] + 1;
    }

    /** Whether it is known what the client had last of each of {@code topics}. */
    boolean knows(BitSet topics) {
        return topics.stream().allMatch(topic -> seqs[topic] != UNKNOWN);
    }
}
