package io.quotegate.service.history;

import io.quotegate.fault.FaultGuard;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Writes what becomes known of minutes into the {@link CandleBook} and tells the listeners. A minute that is complete
 * stays as it is, so that none is told by two venues. Confined to the history thread.
 */
final class CandleWriter {
    /** A venue that is more behind what was restored has another clock: it is a simulator that replays the past. */
    private static final long MOST_BEHIND_US = TimeUnit.MINUTES.toMicros(10);

    private final CandleBook book;
    private final List<HistoryListener> listeners;
    private final FaultGuard guard;

    /** @param guard keeps minutes, and the other listeners, from the failure of one listener */
    CandleWriter(CandleBook book, List<HistoryListener> listeners, FaultGuard guard) {
        this.book = book;
        this.listeners = List.copyOf(listeners);
        this.guard = guard;
    }

    /** When the newest closed minute of a pair begins, or {@link CandleSeries#NONE}. */
    long newestUs(int instrumentId) {
        return book.series(instrumentId).newestUs();
    }

    /**
     * Takes over minutes that were kept elsewhere, unless they are known already, or later than any that a venue told
     * of.
     */
    void onRestored(Instrument pair, List<Candle> candles) {
        CandleSeries series = book.series(pair.id());
        long untilUs = series.isConfirmed() ? series.newestUs() : Long.MAX_VALUE;
        List<Candle> taken = candles.stream()
                .filter(candle -> candle.openTimeUs() <= untilUs && series.get(candle.openTimeUs()) == null)
                .toList();
        taken.forEach(candle -> series.put(StoredMinute.of(candle)));
        if (!taken.isEmpty()) {
            tell(listener -> listener.onRestored(taken));
        }
    }

    /** A venue tells that {@code minuteUs} is one of the newest minutes. What was restored may belie it. */
    void onNewest(Instrument pair, long minuteUs) {
        CandleSeries series = book.series(pair.id());
        if (!series.isConfirmed() && minuteUs + MOST_BEHIND_US < series.newestUs()) {
            series.clear();
            tell(listener -> listener.onForgotten(pair));
        }
        series.confirm();
    }

    /** A minute is over; true if it is news. */
    boolean onClosed(Candle candle) {
        onNewest(candle.pair(), candle.openTimeUs());
        CandleSeries series = book.series(candle.pair().id());
        StoredMinute known = series.get(candle.openTimeUs());
        if (known != null && known.complete() && known.candle(candle.pair()) != null) {
            return false;
        }
        if (known != null && !candle.complete()) {
            return false; // the first to tell of an incomplete minute keeps it, until it is repaired
        }
        put(series, candle);
        return true;
    }

    /** A minute of this venue that was told before had one more trade. */
    void onAmended(Candle candle) {
        CandleSeries series = book.series(candle.pair().id());
        StoredMinute known = series.get(candle.openTimeUs());
        Candle told = known == null ? null : known.candle(candle.pair());
        if (told != null && told.venue() == candle.venue()) {
            put(series, candle);
        }
    }

    /** Trades of minutes of {@code venue} are missing, from the one at {@code firstUs} to the one at {@code lastUs}. */
    void onDamaged(Instrument pair, Venue venue, long firstUs, long lastUs) {
        CandleSeries series = book.series(pair.id());
        long fromUs = series.newestUs() == CandleSeries.NONE ? lastUs + 1 : Math.max(firstUs, series.oldestUs());
        for (long minuteUs = fromUs; minuteUs <= lastUs; minuteUs += Candle.MINUTE_US) {
            StoredMinute known = series.get(minuteUs);
            Candle told = known == null ? null : known.candle(pair);
            if (told != null && told.venue() == venue && told.complete()) {
                put(series, incomplete(told));
            }
        }
    }

    private static Candle incomplete(Candle candle) {
        return candle.withComplete(false);
    }

    /** A venue's own candle of a closed minute, for one that is not known or not completely. */
    void onRepaired(Candle candle) {
        CandleSeries series = book.series(candle.pair().id());
        StoredMinute known = series.get(candle.openTimeUs());
        if (known == null || !known.complete() || known.candle(candle.pair()) == null) {
            put(series, candle);
        }
    }

    /** No venue has a candle of a closed minute. */
    void onAbsent(Instrument pair, long minuteUs) {
        CandleSeries series = book.series(pair.id());
        if (series.get(minuteUs) == null) {
            series.put(new StoredMinute.Absent(minuteUs));
        }
    }

    private void put(CandleSeries series, Candle candle) {
        StoredMinute known = series.get(candle.openTimeUs());
        boolean isTold = known != null && known.candle(candle.pair()) != null;
        series.put(StoredMinute.of(candle));
        Candle news = isTold ? candle.asRepaired() : candle;
        tell(listener -> listener.onCandle(news));
    }

    /** The open minute of a pair as it stands. */
    void onOpen(Candle candle) {
        book.series(candle.pair().id()).open(candle);
    }

    /** Tells the listeners of the open minute. */
    void tellOpen(Candle candle) {
        tell(listener -> listener.onOpenCandle(candle));
    }

    void endBatch() {
        tell(HistoryListener::onBatchEnd);
    }

    private void tell(Consumer<HistoryListener> news) {
        for (HistoryListener listener : listeners) {
            guard.attempt(() -> news.accept(listener));
        }
    }
}
