package io.quotegate.store;

import io.quotegate.concurrent.RepeatedTask;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What outlives the process, in SQLite or PostgreSQL. It is opened in the background and opened again when it fails;
 * until then what is to be written waits, within a bound, and questions fail. Any thread; nothing waits, except for
 * closing.
 */
public final class Store implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Store.class);
    private static final long CLOSING_MS = 5_000;
    private static final long RETRY_MS = 3_000;

    private final StoreThreads threads;
    private final StoreStats stats = new StoreStats();
    private final Connector connector;
    private final Writer writer;
    private final CandleTable candles;
    private final CoinTable coins;
    private final WinnerTable winners;
    private final RecordingTable recordings;
    private final RepeatedTask retention;

    private Store(Dialect dialect, StoreSettings settings, CompletableFuture<Boolean> simulated, StoreThreads threads) {
        this.threads = threads;
        connector = new Connector(dialect, threads, stats);
        writer = new Writer(connector, dialect, threads.store(), stats, settings.queueRows());
        Reader reader = new Reader(connector, dialect, threads, stats);
        candles = new CandleTable(dialect, writer, reader, simulated, threads.scheduler());
        coins = new CoinTable(dialect, writer, reader);
        winners = new WinnerTable(writer, reader);
        recordings = new RecordingTable(writer, reader);
        retention = new CandleRetention(candles, settings.candlesKeep()).start(threads);
    }

    /**
     * Begins to open the store, once it is known for what; whether that works is seen in {@link #stats()}.
     *
     * @param settings  of a store that is wanted
     * @param simulated ends with whether what is kept is of simulated venues: a store that holds the other is refused
     */
    public static Store open(StoreSettings settings, CompletableFuture<Boolean> simulated, StoreThreads threads) {
        Dialect dialect = settings.isPostgresql()
                ? new PostgresDialect(settings.path())
                : new SqliteDialect(settings.file(false), settings.file(true));
        return open(dialect, settings, simulated, threads);
    }

    static Store open(
            Dialect dialect, StoreSettings settings, CompletableFuture<Boolean> simulated, StoreThreads threads) {
        Store store = new Store(dialect, settings, simulated, threads);
        store.connector.start(simulated, store.writer::onOpen);
        return store;
    }

    /** Why a store could not be opened, found out without changing it; null if it could, or is yet to be made. Blocks. */
    public static @Nullable String problem(StoreSettings settings) {
        if (settings.isPostgresql()) {
            DatabaseFailure obstacle = new PostgresDialect(settings.path()).obstacle();
            return obstacle == null ? null : obstacle.toString();
        }
        for (Path file : settings.files()) {
            DatabaseFailure obstacle = new SqliteDialect(file, file).obstacle();
            if (obstacle != null) {
                return file + ": " + obstacle;
            }
        }
        return null;
    }

    /** Whether what is kept there already is of simulated venues; not if nothing is, or cannot be found out. Blocks. */
    public static boolean holdsSimulated(StoreSettings settings) {
        if (settings.isPostgresql()) {
            return holdsSimulated(new PostgresDialect(settings.path()));
        }
        Path real = settings.file(false);
        Path simulated = settings.file(true);
        return real.equals(simulated)
                ? Files.exists(real) && holdsSimulated(new SqliteDialect(real, real))
                : Files.exists(simulated) && !Files.exists(real);
    }

    private static boolean holdsSimulated(Dialect dialect) {
        try (Connection connection = dialect.source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT simulated FROM origin")) {
            return row.next() && row.getBoolean(1);
        } catch (SQLException e) { // it is of a time before there was a mark
            return false;
        }
    }

    public CandleTable candles() {
        return candles;
    }

    public CoinTable coins() {
        return coins;
    }

    public WinnerTable winners() {
        return winners;
    }

    public RecordingTable recordings() {
        return recordings;
    }

    public StoreStats stats() {
        return stats;
    }

    /** Writes what waits and closes; a few seconds at most. Not on the store thread. */
    @Override
    public void close() {
        try {
            // what waits for the first opening shall be written, too
            CompletableFuture<?> ready =
                    connector.isBegun() ? connector.tried() : CompletableFuture.completedFuture(null);
            CompletableFuture<?> closed = ready.thenComposeAsync(done -> writeWhatWaits(), threads.store())
                    .thenRunAsync(this::closeNow, threads.store());
            closed.get(CLOSING_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | RejectedExecutionException e) {
            LOG.warn("the store was not closed in order: {}", String.valueOf(e.getMessage()));
        }
    }

    /** What waits may be because the database was away, and now it may be back. */
    private CompletableFuture<?> writeWhatWaits() {
        retention.close();
        return writer.flush()
                ? CompletableFuture.completedFuture(null)
                : connector.retry().completeOnTimeout(null, RETRY_MS, TimeUnit.MILLISECONDS);
    }

    private void closeNow() {
        writer.close();
        connector.close();
    }
}
