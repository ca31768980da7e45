package io.quotegate.app;

import io.quotegate.api.CoinPrice;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.store.CoinTable;
import io.quotegate.store.StoredCoin;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Keeps the last prices of the coins that have a name. Any thread. */
final class CoinPrices {
    private static final long FIRST_S = 1;
    private static final long EACH_S = 60;

    private final QuoteService quotes;
    private final CoinTable table;
    private volatile boolean closed; // orders nothing else

    CoinPrices(QuoteService quotes, CoinTable table) {
        this.quotes = quotes;
        this.table = table;
    }

    /** Has the prices of now written, again and again. */
    void start(Executor history) {
        again(history, FIRST_S);
    }

    private void again(Executor history, long seconds) {
        CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS, history).execute(() -> {
            if (!closed) {
                keep();
                again(history, EACH_S);
            }
        });
    }

    /** Has the prices of now written for the last time. */
    void close() {
        closed = true;
        keep();
    }

    private void keep() {
        long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        List<StoredCoin> coins = quotes.coinPrices(quotes.newest()).stream()
                .map(coin -> stored(coin, nowUs))
                .toList();
        table.put(coins); // what cannot be taken is counted
    }

    private static StoredCoin stored(CoinPrice coin, long nowUs) {
        BigDecimal price = coin.price() == null ? null : new BigDecimal(coin.price());
        return new StoredCoin(coin.name(), coin.symbol(), price, nowUs);
    }
}
