package io.quotegate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.concurrent.ManualScheduler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On one thread and by a clock that is turned by hand. */
class ConnectorTest {
    private static final DatabaseFailure FULL =
            new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, "full", "make room");

    private static final CompletableFuture<Boolean> REAL = CompletableFuture.completedFuture(false);

    @TempDir
    private Path directory;

    private final ManualScheduler scheduler = new ManualScheduler(0);
    private final StoreStats stats = new StoreStats();
    private final Deque<Connector> made = new ArrayDeque<>();
    private int openings;

    private Connector connector(Executor store, Executor blocking) {
        Dialect dialect = new SqliteDialect(directory.resolve("data/q.db"), directory.resolve("data/s.db"));
        Connector connector = new Connector(dialect, new StoreThreads(store, blocking, scheduler), stats);
        made.add(connector);
        return connector;
    }

    private Connector started() {
        Connector connector = connector(Runnable::run, Runnable::run);
        connector.start(REAL, () -> openings++);
        return connector;
    }

    /** Nothing can be opened while a file stands where its directory should be. */
    private Path block() throws IOException {
        return Files.createFile(directory.resolve("data"));
    }

    @AfterEach
    void close() {
        made.forEach(Connector::close);
    }

    @Test
    void opensTheDatabaseAndTellsItsListener() {
        Connector connector = started();
        assertThat(openings).isEqualTo(1);
        assertThat(connector.tried()).isCompleted();
        assertThat(connector.database()).isNotNull();
        assertThat(connector.readers()).isNotNull();
        assertThat(stats.isUp()).isTrue();
    }

    @Test
    void waitsTwiceAsLongAfterEachFailureUpToHalfAMinute() throws IOException {
        Path file = block();
        Connector connector = started();
        assertThat(connector.tried()).as("questions need not wait any longer").isCompleted();
        assertThat(stats.problem()).startsWith("its directory cannot be made");
        for (int ms : new int[] {500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000}) {
            assertThat(scheduler.nextDelay()).hasMillis(ms);
            scheduler.advance(scheduler.nextDelay());
        }
        Files.delete(file);
        scheduler.advance(Duration.ofSeconds(30));
        assertThat(openings).isEqualTo(1);
        assertThat(stats.isUp()).isTrue();
        assertThat(scheduler.nextDelay()).as("nothing is tried any more").isZero();
    }

    @Test
    void beginsAnewWithAShortWaitOnceItWorked() throws IOException {
        Path file = block();
        Connector connector = started();
        scheduler.advance(Duration.ofMillis(500));
        assertThat(scheduler.nextDelay()).hasSeconds(1);
        Files.delete(file);
        scheduler.advance(Duration.ofSeconds(1));
        assertThat(stats.isUp()).isTrue();
        connector.fail(FULL);
        assertThat(scheduler.nextDelay()).hasMillis(500);
    }

    @Test
    void triesOnceHoweverOftenItFailsMeanwhile() {
        Connector connector = started();
        connector.fail(FULL);
        connector.fail(FULL);
        assertThat(stats.problem()).isEqualTo("full (make room)");
        scheduler.advance(Duration.ofMillis(500));
        assertThat(openings).isEqualTo(2);
        assertThat(scheduler.nextDelay()).isZero();
    }

    @Test
    void triesNoMoreWhatOnlyAPersonCanMend() {
        Connector connector = started();
        connector.fail(new DatabaseFailure(DatabaseFailure.Kind.PERMANENT, "too new", "run a newer version"));
        assertThat(connector.database()).isNull();
        assertThat(stats.problem()).isEqualTo("too new (run a newer version)");
        assertThat(scheduler.nextDelay()).isZero();
    }

    @Test
    void letsWhatIsThereBeReadWhileNothingCanBeWritten() {
        Connector connector = started();
        connector.fail(FULL);
        assertThat(connector.database()).isNull();
        assertThat(connector.readers()).isNotNull();
    }

    @Test
    void readsNothingFromADatabaseThatIsDamaged() {
        Connector connector = started();
        connector.fail(new DatabaseFailure(DatabaseFailure.Kind.CORRUPT, "damaged", "a new one is begun"));
        assertThat(connector.readers()).isNull();
        scheduler.advance(Duration.ofMillis(500));
        assertThat(connector.readers()).isNotNull();
    }

    @Test
    void closesWhatIsOpenedAfterItWasClosed() {
        Deque<Runnable> blocking = new ArrayDeque<>();
        Connector connector = connector(Runnable::run, blocking::add);
        connector.start(REAL, () -> openings++);
        connector.close();
        blocking.remove().run();
        assertThat(openings).isZero();
        assertThat(connector.database()).isNull();
        assertThat(connector.readers()).isNull();
        assertThat(stats.problem()).isEqualTo("closed");
    }

    @Test
    void closesWhatIsOpenedWhenTheStoreThreadHasEnded() {
        Connector connector = connector(
                task -> {
                    throw new RejectedExecutionException();
                },
                Runnable::run);
        connector.start(REAL, () -> openings++);
        assertThat(openings).isZero();
        assertThat(connector.readers()).isNull();
    }
}
