package io.quotegate.service.indicators;

import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The last 24 hours of one pair's minutes. Written by one thread; read by any, which normally take no lock: they read
 * again if something was written meanwhile.
 */
final class PairSeries {
    private static final int SLOTS = MinuteColumns.SLOTS;
    private static final int ATTEMPTS = 8;
    private static final long NONE = Long.MIN_VALUE;

    private final StampedLock lock = new StampedLock();
    private @Nullable MinuteColumns columns; // made with the first minute
    private long newest = NONE; // minutes since the epoch

    /** What became of a candle. */
    enum Taken {
        YES,
        /** A minute that is older than a day, or was there already and is only to fill gaps. */
        NOT_NEEDED,
        /** A number of more digits than are kept. */
        UNREPRESENTABLE
    }

    /** Takes a minute in place of what is known of it. */
    Taken put(Candle candle) {
        long stamp = lock.writeLock();
        try {
            return set(candle);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Takes a minute if nothing is known of it. */
    Taken fill(Candle candle) {
        long stamp = lock.writeLock();
        try {
            long minute = minuteOf(candle);
            boolean there = columns != null && minute <= newest && columns.isKnown(slotOf(minute));
            return there ? Taken.NOT_NEEDED : set(candle);
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    /** Forgets all of it. */
    void forget() {
        long stamp = lock.writeLock();
        try {
            columns = null;
            newest = NONE;
        } finally {
            lock.unlockWrite(stamp);
        }
    }

    private Taken set(Candle candle) {
        long minute = minuteOf(candle);
        if (newest != NONE && minute <= newest - SLOTS) {
            return Taken.NOT_NEEDED;
        }
        MinuteColumns day = columns == null ? new MinuteColumns() : columns;
        columns = day;
        if (newest != NONE) {
            for (long gone = Math.max(newest + 1, minute - SLOTS + 1); gone <= minute; gone++) {
                day.clear(slotOf(gone));
            }
        }
        newest = Math.max(newest, minute);
        return day.trySet(slotOf(minute), candle) ? Taken.YES : Taken.UNREPRESENTABLE;
    }

    private static long minuteOf(Candle candle) {
        return Math.floorDiv(candle.openTimeUs(), Candle.MINUTE_US);
    }

    private static int slotOf(long minute) {
        return (int) Math.floorMod(minute, (long) SLOTS);
    }

    /** The {@code minutes} minutes up to the newest; null if there has been none. */
    @Nullable
    WindowFacts read(int minutes, int bars) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            long stamp = lock.tryOptimisticRead();
            if (stamp != 0) {
                WindowFacts facts = look(minutes, bars);
                if (lock.validate(stamp)) {
                    return facts;
                }
            }
        }
        long stamp = lock.readLock(); // microseconds: nothing that blocks is done under the lock
        try {
            return look(minutes, bars);
        } finally {
            lock.unlockRead(stamp);
        }
    }

    private @Nullable WindowFacts look(int minutes, int bars) {
        MinuteColumns day = columns;
        if (day == null) {
            return null;
        }
        long last = newest;
        long first = last - minutes + 1;
        return new WindowFacts(
                (last + 1) * Candle.MINUTE_US,
                venue(day, first, last),
                day.totals(slotOf(first), minutes),
                firstOpen(day, first, last),
                lastClose(day, first, last),
                newest(day, first, last, bars));
    }

    private static @Nullable Venue venue(MinuteColumns day, long first, long last) {
        for (long minute = last; minute >= first; minute--) {
            if (day.isKnown(slotOf(minute))) {
                return day.venue(slotOf(minute));
            }
        }
        return null;
    }

    private static @Nullable BigDecimal firstOpen(MinuteColumns day, long first, long last) {
        for (long minute = first; minute <= last; minute++) {
            if (day.isPriced(slotOf(minute))) {
                return day.open(slotOf(minute));
            }
        }
        return null;
    }

    private static @Nullable BigDecimal lastClose(MinuteColumns day, long first, long last) {
        for (long minute = last; minute >= first; minute--) {
            if (day.isPriced(slotOf(minute))) {
                return day.close(slotOf(minute));
            }
        }
        return null;
    }

    private static List<WindowFacts.Bar> newest(MinuteColumns day, long first, long last, int bars) {
        List<WindowFacts.Bar> found = new ArrayList<>(bars);
        for (long minute = last; minute >= first && found.size() < bars; minute--) {
            int slot = slotOf(minute);
            if (day.isPriced(slot)) {
                found.add(new WindowFacts.Bar(day.typical(slot), day.volume(slot)));
            }
        }
        return found;
    }
}
