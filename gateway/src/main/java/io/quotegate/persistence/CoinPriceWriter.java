package io.quotegate.persistence;

import io.quotegate.api.Coin;
import io.quotegate.concurrent.RepeatedTask;
import io.quotegate.market.Decimal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.store.CoinTable;
import io.quotegate.store.StoreThreads;
import io.quotegate.store.StoredCoin;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps the last prices of the coins that have a name, once a minute, and has those of an earlier run remembered. Any
 * thread.
 */
final class CoinPriceWriter implements AutoCloseable {
    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private final QuoteService quotes;
    private final CoinTable table;
    private final Origins origins;
    private final LongSupplier epochUs;
    private final RepeatedTask task;

    private CoinPriceWriter(QuoteService quotes, CoinTable table, Origins origins, StoreThreads threads) {
        this.quotes = quotes;
        this.table = table;
        this.origins = origins;
        epochUs = threads.scheduler()::epochUs;
        task = RepeatedTask.start(threads.scheduler(), threads.store(), DELAY, PERIOD, this::write);
    }

    /** Begins to have the prices written, again and again. */
    static CoinPriceWriter start(QuoteService quotes, CoinTable table, Origins origins, StoreThreads threads) {
        EarlierRun.read(table::all, earlier -> quotes.remember(prices(earlier)), threads);
        return new CoinPriceWriter(quotes, table, origins, threads);
    }

    private static Map<String, String> prices(List<StoredCoin> coins) {
        Map<String, String> prices = new HashMap<>();
        for (StoredCoin coin : coins) {
            BigDecimal price = coin.lastPrice();
            if (price != null) {
                prices.put(coin.symbol(), price.toPlainString());
            }
        }
        return prices;
    }

    private void write() {
        QuoteFlyweight quote = QuoteService.scratch();
        table.put(Coin.ALL.stream().map(coin -> stored(coin, quote)).toList()); // what cannot be taken is counted
    }

    private StoredCoin stored(Coin coin, QuoteFlyweight quote) {
        if (coin.equals(Coin.TETHER)) {
            return new StoredCoin(coin.name(), coin.symbol(), BigDecimal.ONE, epochUs.getAsLong());
        }
        if (!quotes.readPrice(coin, quotes.newest(), quote) || !origins.agree(quote.simulated())) {
            return new StoredCoin(coin.name(), coin.symbol(), null, 0);
        }
        long timeNs = quote.exchangeTimeNs() == 0 ? quote.receiveTimeNs() : quote.exchangeTimeNs();
        BigDecimal price =
                new BigDecimal(quote.readValue(QuoteLayout.LAST, new Decimal()).toString());
        return new StoredCoin(coin.name(), coin.symbol(), price, TimeUnit.NANOSECONDS.toMicros(timeNs));
    }

    /** Has the prices of now written for the last time. */
    @Override
    public void close() {
        task.close();
        write();
    }
}
