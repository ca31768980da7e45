package io.quotegate.feed;

import io.quotegate.market.StatusReason;
import io.quotegate.time.TimeHistogram;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What there is to know of a venue from outside. Written by the feed loop, read by any thread. */
public final class VenueStats {
    private static final long NEVER = Long.MIN_VALUE;

    /** Connections that were opened. */
    public final LongAdder connects = new LongAdder();
    /** Connections that are open now. */
    public final LongAdder openConnections = new LongAdder();
    /** Messages that another connection to the venue had brought before, or will bring with what comes before them. */
    public final LongAdder duplicates = new LongAdder();
    /** Pairs that were switched to another venue. */
    public final Counts<StatusReason> switchesAway = new Counts<>(StatusReason.class);
    /** Connections that ended, or could not be made; none of those that we had no more use for. */
    public final Counts<Loss> losses = new Counts<>(Loss.class);
    /** From the venue's time of something new to when it was received; of what came in one read, the last. */
    public final TimeHistogram latency = new TimeHistogram();
    /** Jumps in trade numbers. */
    public final LongAdder gaps = new LongAdder();
    /** Messages that could not be read. */
    public final LongAdder decodeErrors = new LongAdder();
    /** Messages of a kind or an instrument not known here. */
    public final LongAdder unknownMessages = new LongAdder();
    /** Messages that repeated, or were older than, what was already known. */
    public final LongAdder oldMessages = new LongAdder();
    /** Times further ahead of ours than {@code feeds.max-clock-skew}. */
    public final LongAdder timesAhead = new LongAdder();
    /** Quotes whose bid was not below their ask. */
    public final LongAdder crossed = new LongAdder();
    /** Values of more digits than are kept. */
    public final LongAdder unrepresentable = new LongAdder();
    /** Values that were not understood, or can be none, as a price of zero. */
    public final LongAdder unusable = new LongAdder();

    /** Ids of the pairs that the venue took but does not quote. */
    public final Set<Integer> unheardPairs = ConcurrentHashMap.newKeySet();

    /** Ids of the pairs that the venue refuses, or never quotes. */
    public final Set<Integer> refusedPairs = ConcurrentHashMap.newKeySet();

    // Volatile: written on the feed loop, read by others, and nothing else is ordered by them.
    private volatile VenueState state = VenueState.DISABLED;
    private volatile long lastMessageNs = NEVER;

    /** Why a connection to the venue is no more. */
    public enum Loss {
        /** It could not be made, or hands were not shaken. */
        CONNECT_FAILED,
        /** The venue, or something on the way to it, has closed it, or one of us said what the other did not take. */
        DISCONNECTED,
        /** Nothing came, not even an answer to what was asked. */
        SILENT,
        /** Another one took its place before the venue would cut it. */
        REPLACED;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }
    }

    /** Counts something by why it happened. */
    public static final class Counts<R extends Enum<R>> {
        private final LongAdder[] counts;

        private Counts(Class<R> reasons) {
            counts = new LongAdder[reasons.getEnumConstants().length];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = new LongAdder();
            }
        }

        /** It happened for {@code reason}. */
        public void increment(R reason) {
            counts[reason.ordinal()].increment();
        }

        /** How often it happened for {@code reason}. */
        public long of(R reason) {
            return counts[reason.ordinal()].sum();
        }

        /** How often it happened. */
        public long sum() {
            long all = 0;
            for (LongAdder each : counts) {
                all += each.sum();
            }
            return all;
        }
    }

    public VenueState state() {
        return state;
    }

    void state(VenueState state) {
        this.state = state;
    }

    void lastMessageNs(long monotonicNs) {
        lastMessageNs = monotonicNs;
    }

    /** Milliseconds since the venue's last frame at {@code monotonicNs}; -1 if there has been none. */
    public long lastMessageAgeMs(long monotonicNs) {
        long last = lastMessageNs;
        return last == NEVER ? -1 : Math.max(0, (monotonicNs - last) / 1_000_000);
    }
}
