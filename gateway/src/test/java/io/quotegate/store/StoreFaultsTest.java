package io.quotegate.store;

import static io.quotegate.store.OpenStore.BTC;
import static io.quotegate.store.OpenStore.await;
import static io.quotegate.store.OpenStore.candle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.quotegate.concurrent.ManualScheduler;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the store does when its database cannot be used. */
@Timeout(120)
class StoreFaultsTest {
    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("q.db");
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("q\\.db\\.corrupt-\\d{8}T\\d{9}Z"))
                    .toList();
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    /** A database with a few hundred pages of candles. */
    private void fill() throws Exception {
        try (OpenStore open = OpenStore.in(directory)) {
            for (int i = 0; i < 10; i++) {
                int first = i * 500;
                await(open.store()
                        .candles()
                        .put(IntStream.range(first, first + 500)
                                .mapToObj(OpenStore::candle)
                                .toList()));
            }
        }
    }

    @Test
    void movesAFileAsideThatIsNoDatabaseAndBeginsANewOne() throws Exception {
        byte[] garbage = new byte[20_000];
        new Random(1).nextBytes(garbage);
        Files.write(file(), garbage);
        try (OpenStore open = OpenStore.in(directory)) {
            await(open.store().candles().put(List.of(candle(1))));
            assertThat(open.stats().isUp()).isTrue();
            assertThat(aside())
                    .singleElement()
                    .satisfies(moved -> assertThat(moved).hasBinaryContent(garbage));
        }
    }

    @Test
    void movesADatabaseAsideThatIsDamagedInTheMiddle() throws Exception {
        fill();
        long bytes = Files.size(file());
        try (RandomAccessFile damage = new RandomAccessFile(file().toFile(), "rw")) {
            byte[] zeros = new byte[16_384];
            damage.seek(bytes / 2 / 4096 * 4096);
            damage.write(zeros);
        }
        try (OpenStore open = OpenStore.in(directory)) {
            await(open.store().candles().put(List.of(candle(1))));
            assertThat(await(open.store().candles().minutes(BTC, 0, Long.MAX_VALUE)))
                    .containsExactly(candle(1));
            assertThat(aside())
                    .singleElement()
                    .satisfies(moved -> assertThat(moved).hasSize(bytes));
        }
    }

    @Test
    void leavesADatabaseOfANewerVersionAsItIs() throws Exception {
        fill();
        sql(
                "INSERT INTO flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success) VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1,"
                        + " '', 1, 1)",
                "PRAGMA wal_checkpoint(TRUNCATE)");
        byte[] before = Files.readAllBytes(file());
        try (OpenStore open = OpenStore.in(directory)) {
            await("found out", () -> String.valueOf(open.stats().problem()).contains("newer than this program"));
            assertThat(open.stats().problem()).startsWith("its schema has version 99,");
            CompletableFuture<?> waiting = open.store().candles().put(List.of(candle(1)));
            assertThatThrownBy(() -> await(open.store().candles().minutes(BTC, 0, 1)))
                    .hasRootCauseInstanceOf(StoreException.class)
                    .hasMessageContaining("the store is down: its schema has version 99");
            assertThat(waiting).isNotDone();
            assertThat(open.stats().isUp()).isFalse();
        }
        assertThat(file()).hasBinaryContent(before);
        assertThat(aside()).isEmpty();
    }

    @Test
    void leavesADatabaseOfAnotherProgramAsItIs() throws Exception {
        sql("CREATE TABLE theirs (x INTEGER)", "INSERT INTO theirs VALUES (1)");
        try (OpenStore open = OpenStore.in(directory)) {
            await("found out", () -> String.valueOf(open.stats().problem()).contains("non-empty schema"));
            assertThat(open.stats().problem()).contains("set store.path to a database of its own");
        }
        sql("INSERT INTO theirs VALUES (2)");
        assertThat(aside()).isEmpty();
    }

    @Test
    void writesWhatWaitedWhenAFullDiskHasRoomAgain() throws Exception {
        fill();
        LimitedDialect limited = new LimitedDialect(new SqliteDialect(file(), file()));
        try (OpenStore open = new OpenStore(limited)) {
            await(open.store().candles().put(List.of(candle(1_000_000))));
            limited.fillTheDisk();
            List<CompletableFuture<?>> written = IntStream.range(0, 100)
                    .<CompletableFuture<?>>mapToObj(i ->
                            open.store().recordings().put(new StoredRecording("r" + i, 0, 1, 1, "x".repeat(10_000))))
                    .toList();
            await("full", () -> String.valueOf(open.stats().problem()).contains("make room on the disk"));
            assertThat(open.stats().isUp()).isFalse();
            assertThat(open.stats().waitingRows()).isEqualTo(100);
            assertThat(await(open.store().candles().minutes(BTC, 0, Long.MAX_VALUE)))
                    .as("what is there can be read meanwhile")
                    .hasSize(5001);
            limited.makeRoom();
            for (CompletableFuture<?> each : written) {
                await(each);
            }
            assertThat(open.stats().isUp()).isTrue();
            assertThat(open.stats().waitingRows()).isZero();
            assertThat(open.stats().failures.sum()).isPositive();
        }
    }

    @Test
    void beginsAnewWhenItsFileIsRemovedAndWritesThereWhatWasToBeWritten() throws Exception {
        for (String replaced : List.of("removed", "replaced")) {
            try (OpenStore open = OpenStore.in(directory)) {
                await(open.store().candles().put(List.of(candle(1))));
                Files.delete(file());
                if (replaced.equals("replaced")) {
                    Files.createFile(file());
                }
                await(open.store().candles().put(List.of(candle(2))));
                assertThat(open.stats().failures.sum()).as(replaced).isEqualTo(1);
                assertThat(await(open.store().candles().minutes(BTC, 0, Long.MAX_VALUE)))
                        .as(replaced)
                        .containsExactly(candle(2));
                assertThat(open.stats().isUp()).isTrue();
            }
            try (OpenStore open = OpenStore.in(directory)) {
                assertThat(await(open.store().candles().minutes(BTC, 0, Long.MAX_VALUE)))
                        .as(replaced)
                        .containsExactly(candle(2));
            }
            Files.delete(file());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q#1?x=%20&y;z é.db",
                "?.db",
                "#",
                "100%25.db",
                "a b+c&cache=shared.db",
                ":memory:",
                "file:q.db",
                "'"
            })
    void isInTheFileThatIsNamed(String name) throws Exception {
        String path = directory.resolve("d?" + name).resolve(name).toString();
        try (OpenStore open = new OpenStore(path)) {
            await(open.store().candles().put(List.of(candle(1))));
        }
        try (Stream<Path> made = Files.list(directory.resolve("d?" + name))) {
            assertThat(made).containsExactly(Path.of(path));
        }
        try (OpenStore open = new OpenStore(path)) {
            assertThat(await(open.store().candles().minutes(BTC, 0, Long.MAX_VALUE)))
                    .containsExactly(candle(1));
        }
    }

    @Test
    void saysThatATableIsMissing() throws Exception {
        fill();
        sql("DROP TABLE winners", "DROP TABLE coins");
        try (OpenStore open = OpenStore.in(directory)) {
            await("found out", () -> String.valueOf(open.stats().problem()).startsWith("missing"));
            assertThat(open.stats().problem())
                    .startsWith("missing although flyway_schema_history says they were made: coins, winners (restore");
        }
        assertThat(aside()).isEmpty();
    }

    @Test
    void triesOnceMoreWhenItIsClosed() throws Exception {
        Path inTheWay = Files.createFile(directory.resolve("data"));
        String path = inTheWay.resolve("q.db").toString();
        ManualScheduler stopped = new ManualScheduler(0); // nothing is tried again by itself
        try (OpenStore open = new OpenStore(path, stopped)) {
            CompletableFuture<?> written = open.store().candles().put(List.of(candle(1)));
            await("down", () -> String.valueOf(open.stats().problem()).contains("its directory cannot be made"));
            Files.delete(inTheWay);
            open.close();
            assertThat(written).isCompleted();
        }
        try (OpenStore open = new OpenStore(path)) {
            assertThat(await(open.store().candles().minutes(BTC, 0, Long.MAX_VALUE)))
                    .containsExactly(candle(1));
        }
    }

    @Test
    void tellsWhoeverComesAfterTheEndThatItIsClosed() throws Exception {
        OpenStore open = new OpenStore(directory.resolve("q.db").toString());
        await(open.store().candles().put(List.of(candle(1))));
        open.close();
        assertThat(open.store().candles().put(List.of(candle(2))))
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("the store was closed");
        assertThat(open.stats().waitingRows()).isZero();
    }

    @Test
    void opensByItselfWhenItsDirectoryCanBeMade() throws Exception {
        Path inTheWay = Files.createFile(directory.resolve("data"));
        try (OpenStore open = new OpenStore(inTheWay.resolve("q.db").toString())) {
            CompletableFuture<?> written = open.store().candles().put(List.of(candle(1)));
            await("down", () -> String.valueOf(open.stats().problem()).contains("its directory cannot be made"));
            assertThat(open.stats().problem()).contains("or set store.path");
            Files.delete(inTheWay);
            await(written);
            assertThat(open.stats().isUp()).isTrue();
        }
    }

    @Test
    void saysThatADirectoryCannotBeWrittenTo() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeFalse(Files.isWritable(directory), "this user may write everywhere");
        try (OpenStore open = OpenStore.in(directory)) {
            await("down", () -> String.valueOf(open.stats().problem()).contains("let this user write"));
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
            await("up", () -> open.stats().isUp());
        }
    }

    @Test
    void saysThatAServerCannotBeReachedAndHoldsOnlySoMuchForIt() throws Exception {
        try (OpenStore open = new OpenStore("jdbc:postgresql://127.0.0.1:1/q?user=me&password=secret")) {
            await("down", () -> String.valueOf(open.stats().problem()).contains("start the server"));
            assertThat(open.stats().problem()).doesNotContain("secret");
            for (int i = 0; i < OpenStore.QUEUE_ROWS; i++) {
                assertThat(open.store().candles().put(List.of(candle(i)))).isNotDone();
            }
            assertThat(open.store().candles().put(List.of(candle(1)))).isCompletedExceptionally();
            assertThat(open.store().candles().put(List.of(candle(1), candle(2))))
                    .isCompletedExceptionally();
            assertThat(open.stats().overflows.sum()).isEqualTo(3);
            assertThat(open.stats().waitingRows()).isEqualTo(OpenStore.QUEUE_ROWS);
        }
    }
}
