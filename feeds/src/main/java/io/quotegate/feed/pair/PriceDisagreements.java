package io.quotegate.feed.pair;

import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Notices pairs whose prices on two venues are too far apart to be of one coin: the higher by more than a fifth of the
 * lower, for ten seconds, at the end of which both venues have quoted again. A quote that merely stands still confirms
 * nothing. Confined to the feed loop.
 */
public final class PriceDisagreements {
    private static final double MOST_RATIO = 1.2;
    private static final long LASTING_NS = Duration.ofSeconds(10).toNanos();
    private static final long NEVER = Long.MIN_VALUE;

    private final long[] sinceNs; // by pair and two venues
    private final BitSet lasting = new BitSet();

    /** What a look at two venues found. */
    public enum News {
        NONE,
        BEGAN,
        ENDED
    }

    public PriceDisagreements(int instruments) {
        sinceNs = new long[instruments * Venue.count() * Venue.count()];
        Arrays.fill(sinceNs, NEVER);
    }

    private static int index(int instrumentId, Venue one, Venue other) {
        int low = Math.min(one.code(), other.code());
        int high = Math.max(one.code(), other.code());
        return (instrumentId * Venue.count() + low) * Venue.count() + high;
    }

    /** Whether two venues were found to disagree about a pair, and not to agree again since. */
    public boolean lasts(int instrumentId, Venue one, Venue other) {
        return lasting.get(index(instrumentId, one, other));
    }

    /** Compares what two venues say of a pair. While one of them says nothing, what was found stands. */
    public News look(int instrumentId, Venue one, VenuePair ofOne, Venue other, VenuePair ofOther, long nowNs) {
        int index = index(instrumentId, one, other);
        if (!ofOne.quoted() || !ofOther.quoted()) {
            sinceNs[index] = NEVER;
            return News.NONE;
        }
        double price = ofOne.price();
        double others = ofOther.price();
        boolean wasLasting = lasting.get(index);
        if (Math.max(price, others) <= MOST_RATIO * Math.min(price, others)) {
            sinceNs[index] = NEVER;
            lasting.clear(index);
            return wasLasting ? News.ENDED : News.NONE;
        }
        sinceNs[index] = sinceNs[index] == NEVER ? nowNs : sinceNs[index];
        long confirmedNs = Math.min(ofOne.updatedNs(), ofOther.updatedNs());
        lasting.set(index, wasLasting || confirmedNs - sinceNs[index] >= LASTING_NS);
        return lasting.get(index) && !wasLasting ? News.BEGAN : News.NONE;
    }
}
