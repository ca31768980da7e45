package io.quotegate.persistence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.GameWin;
import io.quotegate.concurrent.ManualScheduler;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.history.MinuteArchive;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.store.StoreSettings;
import io.quotegate.store.StoreStats;
import io.quotegate.store.StoreThreads;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistenceTest {
    private static final GameWin WIN = new GameWin("ann", 7, 3, 1_000_000);

    @TempDir
    private Path directory;

    private final ManualScheduler scheduler = new ManualScheduler(StoreOnOneThread.NOW_US);
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT"));
    private final Instrument bitcoin = instruments.byId(0);
    private final QuoteService quotes = new QuoteService(instruments, new TopOfBook(1), () -> "test");

    private final Set<Venue> simulated = EnumSet.noneOf(Venue.class);
    private CompletableFuture<Boolean> told = CompletableFuture.completedFuture(false);

    private Persistence open(StoreSettings settings) {
        Origins origins = new Origins(told, simulated::contains);
        return Persistence.open(settings, origins, new StoreThreads(Runnable::run, Runnable::run, scheduler));
    }

    private Persistence onDisk() {
        return open(StoreOnOneThread.settings(directory.resolve("q.db")));
    }

    private Candle minute(long minute) {
        return Candle.of(bitcoin, Venue.OKX, minute * Candle.MINUTE_US).withPrice(BigDecimal.TEN);
    }

    @Test
    void keepsNothingWhereNoStoreIsWanted() {
        try (Persistence persistence = open(new StoreSettings(StoreSettings.NONE, Duration.ofDays(1), 1000))) {
            persistence.keepPrices(quotes);
            persistence.onCandle(minute(1));
            assertThat(persistence.archive()).isSameAs(MinuteArchive.NONE);
            assertThat(persistence.recordings(directory)).isSameAs(RecordingListener.NONE);
            assertThat(persistence.stats()).isNull();
            assertThat(scheduler.nextDelay()).as("nothing is to be done later").isZero();
            persistence.winners().add(WIN);
            assertThat(persistence.winners().list(10)).isEmpty();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void bringsBackAtTheNextStartWhatItWasTold() {
        try (Persistence persistence = onDisk()) {
            persistence.winners().add(WIN);
            persistence.onCandle(minute(1));
            persistence.onCandle(minute(2));
        }
        try (Persistence persistence = onDisk()) {
            assertThat(persistence.winners().list(10)).containsExactly(WIN);
            assertThat(persistence
                            .archive()
                            .minutes(bitcoin, 2 * Candle.MINUTE_US, Long.MAX_VALUE)
                            .join())
                    .extracting(Candle::openTimeUs)
                    .containsExactly(2 * Candle.MINUTE_US);
        }
    }

    @Test
    void opensNothingBeforeAVenueSaysWhetherItIsReal() {
        told = new CompletableFuture<>();
        try (Persistence persistence = onDisk()) {
            persistence.winners().add(WIN);
            assertThat(directory).isEmptyDirectory();
            StoreStats stats = requireNonNull(persistence.stats());
            assertThat(stats.problem()).isEqualTo("not opened yet, or no venue has said whether it is real");
            told.complete(true);
            assertThat(stats.isUp()).isTrue();
            assertThat(stats.rows.sum()).as("what waited").isEqualTo(1);
        }
    }

    @Test
    void endsAtOnceWhereNoVenueEverSaidWhetherItIsReal() {
        told = new CompletableFuture<>();
        onDisk().close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void keepsNoCandleOfASimulatedVenueBesideThoseOfARealOne() {
        try (Persistence persistence = onDisk()) {
            persistence.onCandle(minute(1));
            simulated.add(Venue.OKX);
            persistence.onCandle(minute(2));
            persistence.onCandle(minute(3).withVenue(Venue.BINANCE));
            assertThat(persistence.archive().minutes(bitcoin, 0, Long.MAX_VALUE).join())
                    .extracting(Candle::openTimeUs)
                    .containsExactly(Candle.MINUTE_US, 3 * Candle.MINUTE_US);
        }
    }

    @Test
    void countsWhatTheStoreDoes() {
        try (Persistence persistence = onDisk()) {
            persistence.onCandle(minute(1));
            StoreStats stats = requireNonNull(persistence.stats());
            assertThat(stats.rows.sum()).isEqualTo(1);
            persistence.keepPrices(quotes);
            persistence.keepLastPrices();
            assertThat(stats.rows.sum()).as("ten coins more").isEqualTo(11);
        }
    }
}
