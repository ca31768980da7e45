package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The candles of every pair, a day and a quarter of an hour of them. Written by the history thread, read by any without
 * a lock.
 */
public final class CandleBook {
    private final Instruments instruments;
    private final AtomicReferenceArray<@Nullable CandleSeries> series; // by instrument, made when first asked for

    private final CandleQuestions questions = new CandleQuestions(this);

    public CandleBook(Instruments instruments) {
        this.instruments = instruments;
        series = new AtomicReferenceArray<>(instruments.capacity());
    }

    CandleSeries series(int instrumentId) {
        CandleSeries made = series.get(instrumentId);
        if (made != null) {
            return made;
        }
        CandleSeries empty = new CandleSeries(instruments.byId(instrumentId));
        CandleSeries other = series.compareAndExchange(instrumentId, null, empty);
        return other == null ? empty : other;
    }

    /** The newest minute of a pair, open or closed, or null. */
    public @Nullable Candle newest(Instrument pair) {
        return series(pair.id()).newest();
    }

    /** The newest {@code closed} closed minutes of a pair, the oldest first, and the open one; the newest there is at least. */
    List<Candle> newest(Instrument pair, int closed) {
        CandleSeries its = series(pair.id());
        Candle newest = its.newest();
        if (newest == null || closed == 0) {
            return newest == null ? List.of() : List.of(newest);
        }
        return its.newestUs() == CandleSeries.NONE
                ? List.of(newest)
                : its.from(its.newestUs() - (closed - 1) * Candle.MINUTE_US);
    }

    CandleQuestions questions() {
        return questions;
    }

    /** The one-minute candles that begin at {@code fromUs} or later, the oldest first, the open one last. */
    public List<Candle> minutes(Instrument pair, long fromUs) {
        return series(pair.id()).from(fromUs);
    }

    /** The newest {@code limit} candles of {@code interval}, the oldest first, the open one last. */
    public List<Candle> candles(Instrument pair, CandleInterval interval, int limit) {
        Candle newest = newest(pair);
        if (newest == null) {
            return List.of();
        }
        long lastUs = interval.openTimeUs(newest.openTimeUs());
        List<Candle> minutes = minutes(pair, lastUs - (limit - 1) * interval.lengthUs());
        List<Candle> candles = interval == CandleInterval.MINUTE ? minutes : CandleSum.of(minutes, interval);
        return candles.size() <= limit ? candles : candles.subList(candles.size() - limit, candles.size());
    }
}
