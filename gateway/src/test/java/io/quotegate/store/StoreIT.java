package io.quotegate.store;

import static io.quotegate.store.OpenStore.BTC;
import static io.quotegate.store.OpenStore.await;
import static io.quotegate.store.OpenStore.candle;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.api.GameWin;
import io.quotegate.concurrent.ManualScheduler;
import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the store keeps, on both databases. PostgreSQL is started where its package is installed. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreIT {
    private static final long NOW_US = Duration.ofDays(20_000).toNanos() / 1000;
    private static final long MINUTE = NOW_US / Candle.MINUTE_US;
    private static final long ALL_US = Long.MAX_VALUE;

    enum Database {
        SQLITE,
        POSTGRESQL
    }

    @TempDir
    private Path directory;

    private @Nullable PostgresServer server;
    private int databases;

    @BeforeAll
    void startServer() throws IOException, InterruptedException {
        Path installed = PostgresServer.installed();
        server = installed == null ? null : PostgresServer.start(installed);
    }

    @AfterAll
    void stopServer() throws IOException, InterruptedException {
        if (server != null) {
            server.close();
        }
    }

    /** The path of an empty database. */
    private String empty(Database database) throws Exception {
        databases++;
        if (database == Database.SQLITE) {
            return directory.resolve(databases + "/q.db").toString();
        }
        assumeTrue(server != null, "PostgreSQL is not installed");
        String schema = "s" + databases;
        String url = String.valueOf(server == null ? null : server.url());
        try (var connection = java.sql.DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA " + schema);
        }
        return url + "&currentSchema=" + schema;
    }

    private static Candle with(Candle like, Venue venue, @Nullable BigDecimal price, String volume) {
        return like.withVenue(venue)
                .withPrice(price)
                .withVolumes(new BigDecimal(volume), like.quoteVolume())
                .withComplete(false);
    }

    private static Candle partly(Candle like) {
        return like.withTradesUnknown().withComplete(true);
    }

    private static Dialect migratedTo(String version, Database database, String path) throws IOException {
        Dialect dialect = database == Database.SQLITE
                ? new SqliteDialect(Path.of(path), Path.of(path))
                : new PostgresDialect(path);
        if (database == Database.SQLITE) {
            Files.createDirectories(Path.of(path).getParent());
        }
        Flyway.configure()
                .dataSource(dialect.source())
                .locations(dialect.migrations())
                .target(version)
                .load()
                .migrate();
        return dialect;
    }

    @ParameterizedTest
    @EnumSource
    void bringsADatabaseOfTheFirstVersionUpToDate(Database database) throws Exception {
        String path = empty(database);
        Dialect dialect = migratedTo("1", database, path);
        try (var connection = dialect.source().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("INSERT INTO candles VALUES ('BTC-USDT', " + (database == Database.SQLITE ? "0" : "false")
                    + ", 60000000, 'okx', '1.0', '2.50', '0.5', '1.50', '3', '4.00', 7, '1.0', "
                    + (database == Database.SQLITE ? "1" : "true") + ", 1)");
        }
        try (OpenStore open = new OpenStore(path)) {
            assertThat(await(open.store().candles().minutes(BTC, 0, ALL_US)))
                    .containsExactly(Candle.of(BTC, Venue.OKX, Candle.MINUTE_US)
                            .withPrices(
                                    new BigDecimal("1.0"),
                                    new BigDecimal("2.50"),
                                    new BigDecimal("0.5"),
                                    new BigDecimal("1.50"))
                            .withVolumes(new BigDecimal("3"), new BigDecimal("4.00"))
                            .withTrades(7, new BigDecimal("1.0")));
            await(open.store().candles().put(List.of(partly(candle(MINUTE)))));
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsEveryDigitOfACandleAcrossARestart(Database database) throws Exception {
        String path = empty(database);
        List<Candle> candles = new ArrayList<>();
        for (String digits : List.of("0", "0.00", "61838.0400", "0.000000000000000001", "123456789012345678.10")) {
            BigDecimal price = new BigDecimal(digits);
            candles.add(with(candle(MINUTE + candles.size()), Venue.BINANCE, price, digits));
        }
        candles.add(with(candle(MINUTE + candles.size()), Venue.OKX, null, "0"));
        candles.add(partly(candle(MINUTE + candles.size())));
        candles.add(candle(MINUTE + candles.size()));
        try (OpenStore open = new OpenStore(path)) {
            await(open.store().candles().put(candles));
            assertThat(open.stats().isUp()).isTrue();
            assertThat(open.stats().rows.sum()).isEqualTo(candles.size());
        }
        try (OpenStore open = new OpenStore(path)) {
            List<Candle> read = await(open.store().candles().minutes(BTC, 0, ALL_US));
            assertThat(read).isEqualTo(candles);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersEachMinuteOnceAsItWasWrittenLast(Database database) throws Exception {
        try (OpenStore open = new OpenStore(empty(database))) {
            CandleTable table = open.store().candles();
            Candle okx = with(candle(MINUTE), Venue.OKX, BigDecimal.ONE, "1");
            Candle binance = with(candle(MINUTE), Venue.BINANCE, BigDecimal.TEN, "2");
            Candle repaired = with(candle(MINUTE), Venue.OKX, BigDecimal.ONE, "3");
            await(table.put(List.of(candle(MINUTE - 1), okx)));
            await(table.put(List.of(binance)));
            assertThat(await(table.minutes(BTC, MINUTE * Candle.MINUTE_US, ALL_US)))
                    .containsExactly(binance);
            await(table.put(List.of(repaired)));
            assertThat(await(table.minutes(BTC, 0, ALL_US))).containsExactly(candle(MINUTE - 1), repaired);
            assertThat(await(table.minutes(BTC, 0, MINUTE * Candle.MINUTE_US))).containsExactly(candle(MINUTE - 1));
        }
    }

    @ParameterizedTest
    @EnumSource
    void holdsWhatIsRealOrWhatIsSimulatedAndRefusesTheOther(Database database) throws Exception {
        for (boolean simulated : new boolean[] {true, false}) {
            String path = empty(database);
            try (OpenStore open = new OpenStore(path, simulated)) {
                await(open.store().candles().put(List.of(candle(MINUTE))));
            }
            try (OpenStore open = new OpenStore(path, !simulated)) {
                CompletableFuture<?> waiting = open.store().candles().put(List.of(candle(MINUTE + 1)));
                assertThatThrownBy(() -> await(open.store().candles().minutes(BTC, 0, ALL_US)))
                        .hasMessageContaining(
                                simulated
                                        ? "it holds data of simulated venues, and these are real (set store.path"
                                        : "it holds data of real venues, and these are simulated (set store.path");
                assertThat(waiting).isNotDone();
            }
            try (OpenStore open = new OpenStore(path, simulated)) {
                assertThat(await(open.store().candles().minutes(BTC, 0, ALL_US)))
                        .containsExactly(candle(MINUTE));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAStoreOfBeforeForWhatItsCandlesAre(Database database) throws Exception {
        boolean sqlite = database == Database.SQLITE;
        for (String kept : List.of("1", "0", "0,1")) {
            String path = empty(database);
            Dialect dialect = migratedTo("2", database, path);
            try (var connection = dialect.source().getConnection();
                    var statement = connection.createStatement()) {
                for (String simulated : kept.split(",")) {
                    String flag = sqlite ? simulated : String.valueOf(simulated.equals("1"));
                    statement.execute("INSERT INTO candles VALUES ('BTC-USDT', " + flag + ", 60000000, 'okx', '1', '1',"
                            + " '1', '1', '3', '4', 7, '1', " + (sqlite ? "1" : "true") + ", 1)");
                }
            }
            try (OpenStore open = new OpenStore(path, kept.equals("1"))) {
                assertThat(await(open.store().candles().minutes(BTC, 0, ALL_US)))
                        .as(kept)
                        .hasSize(1);
            }
            try (OpenStore open = new OpenStore(path, !kept.equals("1"))) {
                assertThatThrownBy(() -> await(open.store().candles().minutes(BTC, 0, ALL_US)))
                        .as(kept)
                        .hasMessageContaining("it holds data of");
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void remembersThePriceOfACoinThatHasNoneNow(Database database) throws Exception {
        try (OpenStore open = new OpenStore(empty(database))) {
            CoinTable coins = open.store().coins();
            StoredCoin bitcoin = new StoredCoin("Bitcoin", "BTC", new BigDecimal("63707.30"), NOW_US);
            StoredCoin polygon = new StoredCoin("Polygon", "POL", null, NOW_US);
            await(coins.put(List.of(bitcoin, polygon)));
            await(coins.put(List.of(new StoredCoin("Bitcoin", "BTC", null, NOW_US + 1), polygon)));
            assertThat(await(coins.all())).containsExactly(bitcoin, new StoredCoin("Polygon", "POL", null, 0));
            StoredCoin dearer = new StoredCoin("Bitcoin", "BTC", new BigDecimal("63707.4"), NOW_US + 2);
            await(coins.put(List.of(dearer, polygon)));
            assertThat(await(coins.all())).first().isEqualTo(dearer);
        }
    }

    @ParameterizedTest
    @EnumSource
    void keepsWinnersAndRecordings(Database database) throws Exception {
        String path = empty(database);
        StoredRecording day = new StoredRecording("2026-01-01.jsonl.gz", 1, 2, 3, null);
        StoredRecording known = new StoredRecording("2026-01-01.jsonl.gz", 1, 2, 30, "abc");
        StoredRecording before = new StoredRecording("2025-12-31.jsonl.gz", 0, 1, 4, "def");
        try (OpenStore open = new OpenStore(path)) {
            Store store = open.store();
            await(store.winners().add(new GameWin("trader-1", 500, 3, 10)));
            await(store.winners().add(new GameWin("Jürgen \"J\"", 1, 3, 20)));
            await(store.winners().add(new GameWin("trader-1", 7, 3, 20)));
            await(store.recordings().put(day));
            await(store.recordings().put(known));
            await(store.recordings().put(before));
        }
        try (OpenStore open = new OpenStore(path)) {
            Store store = open.store();
            assertThat(await(store.winners().newest(2)))
                    .containsExactly(new GameWin("trader-1", 7, 3, 20), new GameWin("Jürgen \"J\"", 1, 3, 20));
            assertThat(await(store.recordings().all())).containsExactly(before, known);
            await(store.recordings().remove(before.name()));
            assertThat(await(store.recordings().all())).containsExactly(known);
        }
    }

    @ParameterizedTest
    @EnumSource
    void forgetsWhatIsOld(Database database) throws Exception {
        try (OpenStore open = new OpenStore(empty(database))) {
            Store store = open.store();
            long weekUs = TimeUnit.DAYS.toMicros(7);
            List<Candle> candles = new ArrayList<>();
            for (int week = 0; week < 5; week++) {
                candles.add(candle((NOW_US - week * weekUs) / Candle.MINUTE_US));
            }
            await(store.candles().put(candles));
            await(new CandleRetention(store.candles(), Duration.ofDays(8)).forget(NOW_US));
            assertThat(await(store.candles().minutes(BTC, 0, ALL_US))).containsExactly(candles.get(1), candles.get(0));
        }
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("NullAway") // that is the point
    void leavesOutOnlyWhatTheDatabaseRefuses(Database database) throws Exception {
        try (OpenStore open = new OpenStore(empty(database))) {
            Store store = open.store();
            await(store.candles().put(List.of(candle(MINUTE))));
            List<CompletableFuture<?>> good = new ArrayList<>();
            good.add(store.winners().add(new GameWin("before", 1, 3, 1)));
            CompletableFuture<?> bad = store.winners().add(new GameWin(null, 1, 3, 1));
            good.add(store.winners().add(new GameWin("after", 1, 3, 1)));
            for (CompletableFuture<?> each : good) {
                await(each);
            }
            assertThatThrownBy(() -> await(bad)).hasRootCauseInstanceOf(java.sql.SQLException.class);
            assertThat(await(store.winners().newest(10)))
                    .extracting(GameWin::name)
                    .containsExactly("after", "before");
            assertThat(open.stats().isUp()).isTrue();
            assertThat(open.stats().waitingRows()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void losesNothingWhenTheServerCrashesAndComesBack(Database database) throws Exception {
        String path = empty(database);
        PostgresServer running = java.util.Objects.requireNonNull(server);
        try (OpenStore open = new OpenStore(path)) {
            Store store = open.store();
            await(store.candles().put(List.of(candle(MINUTE))));
            running.down();
            CompletableFuture<?> waiting = store.candles().put(List.of(candle(MINUTE + 1)));
            await("down", () -> !open.stats().isUp());
            assertThat(waiting).isNotDone();
            running.up();
            await(waiting);
            assertThat(open.stats().isUp()).isTrue();
            assertThat(await(store.candles().minutes(BTC, 0, ALL_US)))
                    .containsExactly(candle(MINUTE), candle(MINUTE + 1));
        }
    }

    @ParameterizedTest
    @EnumSource(names = "POSTGRESQL")
    void writesWhatWaitsByAFreshConnectionWhenItIsClosed(Database database) throws Exception {
        String path = empty(database);
        PostgresServer running = java.util.Objects.requireNonNull(server);
        CompletableFuture<?> waiting;
        try (OpenStore open = new OpenStore(path, new ManualScheduler(0))) { // nothing is tried again by itself
            await(open.store().candles().put(List.of(candle(MINUTE))));
            running.down();
            running.up();
            waiting = open.store().candles().put(List.of(candle(MINUTE + 1)));
        }
        assertThat(waiting).isCompleted();
        try (OpenStore open = new OpenStore(path)) {
            assertThat(await(open.store().candles().minutes(BTC, 0, ALL_US))).hasSize(2);
        }
    }
}
