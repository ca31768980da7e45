package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last {@value #KEPT} minutes of a pair. Written by the history thread, read by any: every minute is an immutable
 * object in a place of its own, so a reader never waits, never makes the writer wait, and never sees half a minute.
 */
final class CandleSeries {
    /** Minutes kept: a day, fourteen more that a money flow index of the oldest looks back on, and some for readers. */
    static final int KEPT = 24 * 60 + 14 + 46;

    static final long NONE = Long.MIN_VALUE;

    private final Instrument pair;
    private final AtomicReferenceArray<@Nullable StoredMinute> minutes = new AtomicReferenceArray<>(KEPT);

    // Volatile: each orders the minutes stored before it before the reads of who has seen it.
    private volatile long newestUs = NONE;
    private volatile @Nullable StoredMinute open;

    private boolean confirmed; // the history thread only

    CandleSeries(Instrument pair) {
        this.pair = pair;
    }

    Instrument pair() {
        return pair;
    }

    /** When the newest closed minute begins; {@link #NONE} before the first. */
    long newestUs() {
        return newestUs;
    }

    /** When the oldest minute that can be kept begins. */
    long oldestUs() {
        return newestUs - (KEPT - 1) * Candle.MINUTE_US;
    }

    /** Whether a venue has told when the newest minutes are; what was restored may be of another time. */
    boolean isConfirmed() {
        return confirmed;
    }

    void confirm() {
        confirmed = true;
    }

    /** Forgets all of it. The history thread only. */
    void clear() {
        open = null;
        newestUs = NONE;
        for (int i = 0; i < KEPT; i++) {
            minutes.set(i, null);
        }
    }

    /** Keeps a closed minute, in place of what was known of it. The history thread only. */
    void put(StoredMinute minute) {
        long newest = newestUs;
        if (newest != NONE && minute.openTimeUs() < oldestUs()) {
            return;
        }
        minutes.set(slot(minute.openTimeUs()), minute);
        if (newest == NONE || minute.openTimeUs() > newest) {
            newestUs = minute.openTimeUs();
        }
    }

    /** The open minute as it stands. The history thread only. */
    void open(Candle candle) {
        open = StoredMinute.of(candle);
    }

    /** What is known of a closed minute, or null. */
    @Nullable
    StoredMinute get(long minuteUs) {
        StoredMinute minute = minutes.get(slot(minuteUs));
        return minute != null && minute.openTimeUs() == minuteUs ? minute : null;
    }

    private static int slot(long minuteUs) {
        return (int) Math.floorMod(minuteUs / Candle.MINUTE_US, (long) KEPT);
    }

    /** The open minute, or null; never one that is closed already. */
    @Nullable
    Candle open() {
        StoredMinute minute = open;
        return minute == null || minute.openTimeUs() <= newestUs ? null : minute.candle(pair);
    }

    /** The newest minute there is, open or closed, or null. */
    @Nullable
    Candle newest() {
        Candle isOpen = open();
        if (isOpen != null) {
            return isOpen;
        }
        StoredMinute closed = newestUs == NONE ? null : get(newestUs);
        return closed == null ? null : closed.candle(pair);
    }

    /** The minutes that begin at {@code fromUs} or later, the oldest first, the open one last. */
    List<Candle> from(long fromUs) {
        Candle last = open(); // before the closed ones: the minute may be closed meanwhile, and is then found there
        long untilUs = newestUs;
        List<Candle> candles = new ArrayList<>();
        if (untilUs != NONE) {
            long firstUs = Math.max(Candle.minuteOf(fromUs), oldestUs());
            for (long minuteUs = firstUs; minuteUs <= untilUs; minuteUs += Candle.MINUTE_US) {
                StoredMinute minute = get(minuteUs);
                Candle candle = minute == null ? null : minute.candle(pair);
                if (candle != null) {
                    candles.add(candle);
                }
            }
        }
        if (last != null && last.openTimeUs() > untilUs && last.openTimeUs() >= fromUs) {
            candles.add(last);
        }
        return candles;
    }
}
