package io.quotegate.persistence;

import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
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
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What services have kept, or nothing where no store is wanted. Any thread; nothing waits, except for closing.
 */
public final class Persistence implements HistoryListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    /** So long venues are waited for to say whether they are real. */
    private static final Duration UNTOLD = Duration.ofSeconds(30);

    private final StoreSettings settings;
    private final @Nullable Store store;
    private final Origins origins;
    private final StoreThreads threads;
    private final Set<Venue> refused = ConcurrentHashMap.newKeySet(); // said of each once
    private @Nullable CoinPriceWriter prices; // set before the gateway is reached by others

    private Persistence(StoreSettings settings, @Nullable Store store, Origins origins, StoreThreads threads) {
        this.settings = settings;
        this.store = store;
        this.origins = origins;
        this.threads = threads;
    }

    /**
     * Begins to open the store, if there is to be one, when it is known whether it is for simulated venues. If none of them
     * can be reached, what is in the store already decides; an empty one is for real venues then.
     *
     * @param origins of the venues
     */
    public static Persistence open(StoreSettings settings, Origins origins, StoreThreads threads) {
        Store store = settings.isWanted() ? Store.open(settings, origins.first(), threads) : null;
        Persistence persistence = new Persistence(settings, store, origins, threads);
        if (store != null) {
            threads.scheduler().schedule(UNTOLD, threads.blocking(), persistence::assume);
        }
        return persistence;
    }

    private void assume() {
        if (!origins.first().isDone()) {
            origins.first().complete(Store.holdsSimulated(settings));
        }
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

    /** Begins to keep the prices of coins, and has those of an earlier run remembered. */
    public void keepPrices(QuoteService quotes) {
        if (store != null) {
            prices = CoinPriceWriter.start(quotes, store.coins(), origins, threads);
        }
    }

    /** Keeps a minute, unless only one of its venue and those of the others is simulated. */
    @Override
    public void onCandle(Candle candle) {
        if (store == null) {
            return;
        }
        Venue venue = candle.venue();
        if (origins.agree(venue)) {
            store.candles().put(List.of(candle));
        } else if (refused.add(venue)) {
            String ours = origins.isSimulated().test(venue) ? "simulated" : "real";
            LOG.warn("candles of {} are not kept: it is {}, and what is kept is not", venue.wireName(), ours);
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
            if (store.stats().waitingRows() > 0) {
                assume(); // what waits is of no venue
            }
            store.close();
        }
    }
}
