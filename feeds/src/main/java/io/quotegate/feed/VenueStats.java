package io.quotegate.feed;

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
    public final LongAdder switchesAway = new LongAdder();
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
