package io.quotegate.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.store.StoredCoin;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoinPriceWriterTest {
    @TempDir
    private Path directory;

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT"));
    private final TopOfBook topOfBook = new TopOfBook(1);
    private final QuotePublisher publisher = new QuotePublisher(QuoteRing.ofCapacity(8), topOfBook);
    private final QuoteService quotes = new QuoteService(instruments, topOfBook, "test");
    private StoreOnOneThread run;
    private CoinPriceWriter writer;

    @BeforeEach
    void start() {
        run = new StoreOnOneThread(directory.resolve("q.db"));
        writer = CoinPriceWriter.start(quotes, run.store.coins(), run.threads);
    }

    @AfterEach
    void close() {
        run.close();
    }

    private void publish(String last) {
        Decimal price = new Decimal();
        price.parse(last);
        publisher
                .quote()
                .instrumentId(0)
                .seq(1)
                .venue(Venue.OKX)
                .exchangeTimeNs(0)
                .receiveTimeNs(0)
                .flags(false, false)
                .value(QuoteLayout.BID, price)
                .value(QuoteLayout.BID_SIZE, price)
                .value(QuoteLayout.ASK, price)
                .value(QuoteLayout.ASK_SIZE, price)
                .value(QuoteLayout.LAST, price)
                .value(QuoteLayout.LAST_SIZE, price);
        publisher.publishQuote();
    }

    private @Nullable StoredCoin stored(String symbol) {
        return run.store.coins().all().join().stream()
                .filter(coin -> coin.symbol().equals(symbol))
                .findFirst()
                .orElse(null);
    }

    private void assertBitcoin(String price, long secondsAfterStart) {
        assertThat(stored("BTC"))
                .isEqualTo(new StoredCoin(
                        "Bitcoin",
                        "BTC",
                        new BigDecimal(price),
                        StoreOnOneThread.NOW_US + secondsAfterStart * 1_000_000));
    }

    @Test
    void writesThePricesASecondAfterTheStartAndThenOnceAMinute() {
        publish("61838.04");
        run.scheduler.advance(Duration.ofMillis(999));
        assertThat(stored("BTC")).isNull();
        run.scheduler.advance(Duration.ofMillis(1));
        assertBitcoin("61838.04", 1);
        publish("61838.10");
        run.scheduler.advance(Duration.ofSeconds(59));
        assertBitcoin("61838.04", 1);
        run.scheduler.advance(Duration.ofSeconds(1));
        assertBitcoin("61838.10", 61);
    }

    @Test
    void writesCoinsWithoutAPriceToo() {
        run.scheduler.advance(Duration.ofSeconds(1));
        assertThat(stored("ETH")).isNotNull().extracting(StoredCoin::lastPrice).isNull();
        assertThat(stored("USDT")).isNotNull().extracting(StoredCoin::lastPrice).isEqualTo(BigDecimal.ONE);
    }

    @Test
    void writesThemForTheLastTimeWhenItIsClosed() {
        run.scheduler.advance(Duration.ofSeconds(30));
        publish("5");
        writer.close();
        assertBitcoin("5", 30);
        publish("6");
        run.scheduler.advance(Duration.ofHours(1));
        assertBitcoin("5", 30);
    }
}
