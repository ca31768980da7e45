package io.quotegate.persistence;

import io.quotegate.api.CoinPrice;
import io.quotegate.concurrent.RepeatedTask;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.store.CoinTable;
import io.quotegate.store.StoreThreads;
import io.quotegate.store.StoredCoin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/** Keeps the last prices of the coins that have a name, once a minute. Any thread. */
final class CoinPriceWriter implements AutoCloseable {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final QuoteService quotes;
    private final CoinTable table;
    private final LongSupplier epochUs;
    private final RepeatedTask task;

    private CoinPriceWriter(QuoteService quotes, CoinTable table, StoreThreads threads) {
        this.quotes = quotes;
        this.table = table;
        epochUs = threads.scheduler()::epochUs;
        task = RepeatedTask.start(threads.scheduler(), threads.store(), DELAY, PERIOD, this::write);
    }

    /** Begins to have the prices written, again and again. */
    static CoinPriceWriter start(QuoteService quotes, CoinTable table, StoreThreads threads) {
        return new CoinPriceWriter(quotes, table, threads);
    }

    private void write() {
        long nowUs = epochUs.getAsLong();
        List<StoredCoin> coins = quotes.coinPrices(quotes.newest()).stream()
                .map(coin -> stored(coin, nowUs))
                .toList();
        table.put(coins); // what cannot be taken is counted
    }

    private static StoredCoin stored(CoinPrice coin, long nowUs) {
        BigDecimal price = coin.price() == null ? null : new BigDecimal(coin.price());
        return new StoredCoin(coin.name(), coin.symbol(), price, nowUs);
    }

    /** Has the prices of now written for the last time. */
    @Override
    public void close() {
        task.close();
        write();
    }
}
