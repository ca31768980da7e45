package io.quotegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.concurrent.ManualScheduler;
import io.quotegate.market.Candle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On one thread and by a clock that is turned by hand: of ten days one is kept. */
class CandleRetentionTest {
    private static final long DAY = TimeUnit.DAYS.toMinutes(1);
    private static final long NOW = 100 * DAY;

    @TempDir
    private Path directory;

    private final ManualScheduler scheduler = new ManualScheduler(NOW * Candle.MINUTE_US);
    private Store store;

    @BeforeEach
    void open() {
        store = open("q.db", false);
    }

    private Store open(String name, boolean simulated) {
        StoreSettings settings = new StoreSettings(directory.resolve(name).toString(), Duration.ofDays(1), 1000);
        return Store.open(
                settings,
                CompletableFuture.completedFuture(simulated),
                new StoreThreads(Runnable::run, Runnable::run, scheduler));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void put(long... minutes) {
        for (long minute : minutes) {
            assertThat(store.candles().put(List.of(OpenStore.candle(minute)))).isCompleted();
        }
    }

    private List<Long> kept() {
        return store.candles().minutes(OpenStore.BTC, 0, Long.MAX_VALUE).join().stream()
                .map(candle -> candle.openTimeUs() / Candle.MINUTE_US)
                .toList();
    }

    @Test
    void forgetsWhatIsTooOldAMinuteAfterTheStart() {
        put(NOW - 30 * DAY, NOW - DAY, NOW - DAY + 1, NOW);
        scheduler.advance(Duration.ofSeconds(59));
        assertThat(kept()).hasSize(4);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(kept()).containsExactly(NOW - DAY + 1, NOW);
    }

    @Test
    void looksAgainEveryHour() {
        scheduler.advance(Duration.ofMinutes(1));
        put(NOW - 2 * DAY, NOW - DAY + 30);
        scheduler.advance(Duration.ofMinutes(59));
        assertThat(kept()).hasSize(2);
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(kept()).as("both are older than a day now").isEmpty();
    }

    @Test
    void forgetsWhatASimulatorSaidToo() {
        store.close();
        store = open("simulated.db", true);
        put(NOW - 3 * DAY);
        scheduler.advance(Duration.ofMinutes(1));
        assertThat(kept()).isEmpty();
    }

    @Test
    void looksNoMoreOnceTheStoreIsClosed() {
        store.close();
        scheduler.advance(Duration.ofHours(2));
        assertThat(scheduler.nextDelay()).as("nothing is to come after closing").isZero();
    }
}
