package io.quotegate.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.CoinPrice;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CoinPriceWriterTest {
    private static final Origins REAL = new Origins(CompletableFuture.completedFuture(false), venue -> false);

    @TempDir
    private Path directory;

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT"));
    private final TopOfBook topOfBook = new TopOfBook(1);
    private final QuotePublisher publisher = new QuotePublisher(QuoteRing.ofCapacity(8), topOfBook);
    private final QuoteService quotes = new QuoteService(instruments, topOfBook, () -> "test");
    private StoreOnOneThread run;
    private CoinPriceWriter writer;

    @BeforeEach
    void start() {
        run = new StoreOnOneThread(directory.resolve("q.db"));
        writer = CoinPriceWriter.start(quotes, run.store.coins(), REAL, run.threads);
    }

    @AfterEach
    void close() {
        run.close();
    }

    private void publish(String last) {
        publish(last, StoreOnOneThread.NOW_US, false);
    }

    private void publish(String last, long timeUs, boolean simulated) {
        Decimal price = new Decimal();
        price.parse(last);
        publisher
                .quote()
                .instrumentId(0)
                .seq(1)
                .venue(Venue.OKX)
                .exchangeTimeNs(0)
                .receiveTimeNs(timeUs * 1000)
                .flags(false, simulated)
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

    private void assertBitcoin(String price) {
        assertThat(stored("BTC"))
                .isEqualTo(new StoredCoin(
                        "Bitcoin",
                        "BTC",
                        new BigDecimal(price),
                        StoreOnOneThread.NOW_US)); // the price's, whenever it is written
    }

    @Test
    void writesThePricesASecondAfterTheStartAndThenOnceAMinute() {
        publish("61838.04");
        run.scheduler.advance(Duration.ofMillis(999));
        assertThat(stored("BTC")).isNull();
        run.scheduler.advance(Duration.ofMillis(1));
        assertBitcoin("61838.04");
        publish("61838.10");
        run.scheduler.advance(Duration.ofSeconds(59));
        assertBitcoin("61838.04");
        run.scheduler.advance(Duration.ofSeconds(1));
        assertBitcoin("61838.10");
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
        assertBitcoin("5");
        publish("6");
        run.scheduler.advance(Duration.ofHours(1));
        assertBitcoin("5");
    }

    @Test
    void writesNoPriceOfASimulatedVenueBesideThoseOfRealOnes() {
        publish("61838.04");
        run.scheduler.advance(Duration.ofSeconds(1));
        publish("5", StoreOnOneThread.NOW_US + 1, true);
        run.scheduler.advance(Duration.ofMinutes(1));
        assertBitcoin("61838.04");
    }

    @Test
    void hasThePricesOfAnEarlierRunToldUntilThereAreNewOnes() {
        assertThat(quotes.coinPrice("BTC", quotes.newest()))
                .extracting(CoinPrice::price)
                .isNull();
        publish("61838.0400");
        writer.close();
        QuoteService restarted = new QuoteService(instruments, new TopOfBook(1), () -> "later");
        CoinPriceWriter.start(restarted, run.store.coins(), REAL, run.threads).close();
        assertThat(restarted.coinPrices(restarted.newest()))
                .extracting(CoinPrice::price)
                .startsWith("61838.0400", null)
                .endsWith("1");
        assertBitcoin("61838.0400");
        assertThat(restarted.coinPrice("BTC", topOfBook))
                .extracting(CoinPrice::price)
                .isEqualTo("61838.0400");
        publish("7");
        assertThat(restarted.coinPrice("BTC", topOfBook))
                .extracting(CoinPrice::price)
                .isEqualTo("7");
    }
}
