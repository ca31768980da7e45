package io.quotegate.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quotegate.config.GatewayConfig;
import io.quotegate.gateway.operation.Services;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.service.history.HistoryListener;
import io.quotegate.service.history.MinuteArchive;
import io.quotegate.service.indicators.CandleSink;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.store.Store;
import io.quotegate.store.StoreSettings;
import io.quotegate.store.StoreStats;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Brings finished minutes to the indicators and to the store, and the prices of coins to the store. Minutes are taken on
 * the thread that keeps them; the rest is for any.
 */
final class HistoryKeeper implements CandleSink, AutoCloseable {
    private final Executor keeping;
    private final IndicatorService indicators;
    private final @Nullable Store store;
    private final @Nullable CoinPrices coinPrices;

    private HistoryKeeper(
            Executor keeping, IndicatorService indicators, @Nullable Store store, @Nullable CoinPrices coinPrices) {
        this.keeping = keeping;
        this.indicators = indicators;
        this.store = store;
        this.coinPrices = coinPrices;
    }

    /** Begins to open the store; null if there is to be none. */
    static @Nullable Store open(GatewayConfig config, Executor keeping, Executor blocking) {
        StoreSettings settings = config.store();
        if (!settings.isWanted()) {
            return null;
        }
        boolean simulated = Arrays.stream(Venue.values())
                .anyMatch(venue -> config.venues().of(venue).simulated());
        return Store.open(settings, simulated, keeping, blocking);
    }

    /**
     * Begins to keep prices of coins.
     *
     * @param store   is closed with this
     * @param keeping runs things on the thread that keeps them
     */
    static HistoryKeeper start(@Nullable Store store, Services services, Executor keeping) {
        CoinPrices coinPrices = store == null ? null : new CoinPrices(services.quotes(), store.coins());
        if (coinPrices != null) {
            coinPrices.start(keeping);
        }
        return new HistoryKeeper(keeping, services.indicators(), store, coinPrices);
    }

    @Override
    public void onCandle(Candle candle) {
        indicators.onCandle(candle);
        if (store != null) {
            store.candles().put(List.of(candle));
        }
    }

    /** The minutes of before; none without a store. */
    MinuteArchive archive() {
        return store == null ? MinuteArchive.NONE : store.candles()::minutes;
    }

    /** Keeps which recordings there are in {@code directory}. */
    RecordingListener recordings(Path directory, Executor blocking) {
        return store == null ? RecordingListener.NONE : RecordingIndex.of(store.recordings(), directory, blocking);
    }

    /** Hands minutes over from the history thread. */
    HistoryListener listener() {
        return new HistoryListener() {
            @Override
            public void onCandle(Candle candle) {
                keeping.execute(() -> HistoryKeeper.this.onCandle(candle));
            }

            @Override
            public void onRestored(List<Candle> candles) {
                keeping.execute(() -> indicators.fill(candles));
            }

            @Override
            public void onForgotten(Instrument pair) {
                keeping.execute(() -> indicators.forget(pair));
            }
        };
    }

    /** Adds what there is to count. */
    void register(MeterRegistry registry) {
        counter(
                registry,
                "quotegate.indicators.unrepresentable",
                "Candles with numbers of too many digits",
                indicators.unrepresentable());
        if (store != null) {
            StoreStats stats = store.stats();
            Gauge.builder("quotegate.store.up", stats, each -> each.isUp() ? 1 : 0)
                    .description("1 while history can be kept, otherwise 0")
                    .register(registry);
            Gauge.builder("quotegate.store.waiting.rows", stats, StoreStats::waitingRows)
                    .description("Rows that wait to be written")
                    .register(registry);
            counter(registry, "quotegate.store.rows", "Rows that were committed", stats.rows);
            counter(registry, "quotegate.store.commits", "Transactions that were committed", stats.commits);
            counter(registry, "quotegate.store.failures", "Transactions that failed", stats.failures);
            counter(registry, "quotegate.store.overflows", "Rows dropped because too many waited", stats.overflows);
        }
    }

    private static void counter(MeterRegistry registry, String name, String description, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .register(registry);
    }

    /** Keeps the prices of now, before venues are left and nothing is known any more. */
    void keepLastPrices() {
        if (coinPrices != null) {
            coinPrices.close();
        }
    }

    /** Keeps what is known and ends; a few seconds at most. Not on the history thread, which must still run. */
    @Override
    public void close() {
        keepLastPrices();
        if (store != null) {
            store.close();
        }
    }
}
