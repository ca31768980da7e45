package io.quotegate.persistence;

import io.quotegate.market.Candle;
import io.quotegate.service.game.RecentWinners;
import io.quotegate.service.game.WinnerBook;
import io.quotegate.service.history.HistoryListener;
import io.quotegate.service.history.MinuteArchive;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.store.Store;
import io.quotegate.store.StoreSettings;
import io.quotegate.store.StoreStats;
import io.quotegate.store.StoreThreads;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What services have kept, or nothing where no store is wanted. Any thread; nothing waits, except for closing.
 */
public final class Persistence implements HistoryListener, AutoCloseable {
    private final @Nullable Store store;
    private final StoreThreads threads;
    private @Nullable CoinPriceWriter prices; // set before the gateway is reached by others

    private Persistence(@Nullable Store store, StoreThreads threads) {
        this.store = store;
        this.threads = threads;
    }

    /**
     * Begins to open the store, if there is to be one.
     *
     * @param simulated whether a venue is not real
     */
    public static Persistence open(StoreSettings settings, boolean simulated, StoreThreads threads) {
        return new Persistence(settings.isWanted() ? Store.open(settings, simulated, threads) : null, threads);
    }

    /** The winners of the game; those of earlier runs only with a store. */
    public WinnerBook winners() {
        return store == null ? new RecentWinners() : StoredWinners.of(store.winners(), threads);
    }

    /** The minutes of before; none without a store. */
    public MinuteArchive archive() {
        return store == null ? MinuteArchive.NONE : store.candles()::minutes;
    }

    /** Keeps which recordings there are in {@code directory}. */
    public RecordingListener recordings(Path directory) {
        return store == null
                ? RecordingListener.NONE
                : RecordingIndex.of(store.recordings(), directory, threads.blocking());
    }

    /** Begins to keep the prices of coins. */
    public void keepPrices(QuoteService quotes) {
        if (store != null) {
            prices = CoinPriceWriter.start(quotes, store.coins(), threads);
        }
    }

    /** Keeps a minute. */
    @Override
    public void onCandle(Candle candle) {
        if (store != null) {
            store.candles().put(List.of(candle));
        }
    }

    /** How the store is; null without one. */
    public @Nullable StoreStats stats() {
        return store == null ? null : store.stats();
    }

    /** Keeps the prices of now, before venues are left and nothing is known any more. */
    public void keepLastPrices() {
        if (prices != null) {
            prices.close();
        }
    }

    /** Keeps what is known and ends; a few seconds at most. Not on the store thread, which must still run. */
    @Override
    public void close() {
        keepLastPrices();
        if (store != null) {
            store.close();
        }
    }
}
