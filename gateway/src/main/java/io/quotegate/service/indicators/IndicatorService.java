package io.quotegate.service.indicators;

import io.quotegate.api.Indicators;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Money flow, return and average prices of the last minutes of every pair. A window ends where the newest minute of its
 * pair does, so that what was known stays known while venues are down, and the answer tells how old it is. Minutes are
 * taken on one thread; questions are answered on any, from memory, within microseconds.
 */
public final class IndicatorService implements CandleSink {
    /** A minute that begins later than this after now is a mistake, and would drive out a day of others. */
    private static final long MOST_AHEAD_US = TimeUnit.HOURS.toMicros(1);

    private final Instruments instruments;
    private final LongSupplier epochNs;
    private final List<PairSeries> series = new ArrayList<>();
    private final List<Set<Runnable>> watchers = new ArrayList<>();
    private final LongAdder unrepresentable = new LongAdder();

    /** @param epochNs tells nanoseconds since the epoch */
    public IndicatorService(Instruments instruments, LongSupplier epochNs) {
        this.instruments = instruments;
        this.epochNs = epochNs;
        for (int i = 0; i < instruments.capacity(); i++) {
            series.add(new PairSeries());
            watchers.add(ConcurrentHashMap.newKeySet());
        }
    }

    @Override
    public void onCandle(Candle candle) {
        if (isAcceptable(candle)) {
            told(candle, series.get(candle.pair().id()).put(candle));
        }
    }

    /** Takes minutes of the past where nothing is known of them. On the thread that {@link #onCandle} is called on. */
    public void fill(List<Candle> candles) {
        for (Candle candle : candles) {
            if (isAcceptable(candle)) {
                told(candle, series.get(candle.pair().id()).fill(candle));
            }
        }
    }

    /** A minute of which its venue does not tell who bought counts as missing. */
    private boolean isAcceptable(Candle candle) {
        if (candle.takerBuyVolume() == null || candle.trades() == Candle.UNKNOWN) {
            return false;
        }
        return candle.openTimeUs() % Candle.MINUTE_US == 0 && candle.openTimeUs() <= nowUs() + MOST_AHEAD_US;
    }

    private void told(Candle candle, PairSeries.Taken taken) {
        if (taken == PairSeries.Taken.UNREPRESENTABLE) {
            unrepresentable.increment();
        } else if (taken == PairSeries.Taken.YES) {
            watchers.get(candle.pair().id()).forEach(Runnable::run);
        }
    }

    /** Forgets the minutes of a pair. On the thread that {@link #onCandle} is called on. */
    public void forget(Instrument pair) {
        series.get(pair.id()).forget();
    }

    /** Candles that were not taken because a number had too many digits. */
    public LongAdder unrepresentable() {
        return unrepresentable;
    }

    /** The pair that is meant by {@code symbol}, in any case and with or without what stands between; or null. */
    public @Nullable Instrument find(String symbol) {
        return instruments.findAsSpelled(symbol);
    }

    /** Has {@code watcher} run, on the thread that takes minutes, whenever one of {@code pair} was taken. */
    public void watch(Instrument pair, Runnable watcher) {
        watchers.get(pair.id()).add(watcher);
    }

    /** Ends {@link #watch}. */
    public void unwatch(Instrument pair, Runnable watcher) {
        watchers.get(pair.id()).remove(watcher);
    }

    /**
     * All indicators of a pair.
     *
     * @param windowText such as {@code 15m}; empty for an hour
     */
    public Outcome<Indicators> query(String symbol, String windowText) {
        Instrument pair = instruments.findAsSpelled(symbol);
        if (pair == null) {
            return Outcome.refused(symbol.isEmpty() ? Refusal.NO_PAIR : Refusal.unknownPair(symbol, instruments));
        }
        Window window = Window.parse(windowText);
        return window == null
                ? Outcome.refused(Refusal.badRequest("window", windowText, Window.EXPECTED))
                : Outcome.of(indicators(pair, window));
    }

    private Indicators indicators(Instrument pair, Window window) {
        long lengthUs = window.minutes() * Candle.MINUTE_US;
        long nowUs = nowUs();
        WindowFacts facts = series.get(pair.id()).read(window.minutes(), IndicatorFigures.INDEX_BARS);
        if (facts == null) {
            long endUs = nowUs - nowUs % Candle.MINUTE_US;
            List<Indicators.Reading> none = IndicatorFigures.none("no minute of " + pair.symbol() + " is known yet");
            return new Indicators(pair.symbol(), window.text(), null, endUs - lengthUs, endUs, -1, 0, 0, none);
        }
        Venue venue = facts.venue();
        return new Indicators(
                pair.symbol(),
                window.text(),
                venue == null ? null : venue.wireName(),
                facts.endUs() - lengthUs,
                facts.endUs(),
                Math.max(0, TimeUnit.MICROSECONDS.toMillis(nowUs - facts.endUs())),
                facts.totals().trades(),
                facts.totals().tradedMinutes(),
                new IndicatorFigures(facts).all());
    }

    private long nowUs() {
        return TimeUnit.NANOSECONDS.toMicros(epochNs.getAsLong());
    }
}
