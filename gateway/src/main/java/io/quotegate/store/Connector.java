package io.quotegate.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database open: opens it on a thread that may block, hands it to the store thread, and tries again after
 * a while when it fails. Confined to the store thread, but for what says otherwise.
 */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(Connector.class);
    private static final long FIRST_WAIT_MS = 500;
    private static final long LONGEST_WAIT_MS = 30_000;

    private final Dialect dialect;
    private final Opener opener;
    private final StoreThreads threads;
    private final StoreStats stats;
    private final CompletableFuture<@Nullable Void> tried = new CompletableFuture<>();

    private volatile @Nullable HikariDataSource readers; // published to the threads that read
    private @Nullable OpenDatabase database;
    private CompletableFuture<Boolean> simulated = new CompletableFuture<>();
    private Runnable onOpen = () -> {};
    private long waitMs = FIRST_WAIT_MS;
    private boolean opening = true; // or about to
    private boolean hopeless; // only a person can mend it
    private boolean closed;
    private CompletableFuture<@Nullable Void> attempt = new CompletableFuture<>(); // the next to end

    Connector(Dialect dialect, StoreThreads threads, StoreStats stats) {
        this.dialect = dialect;
        this.threads = threads;
        this.stats = stats;
        opener = new Opener(dialect);
    }

    /**
     * Opens it, as soon as it is known for what. Any thread.
     *
     * @param told     ends with whether what is kept is of simulated venues
     * @param listener run on the store thread whenever it was opened
     */
    void start(CompletableFuture<Boolean> told, Runnable listener) {
        onOpen = listener;
        simulated = told;
        told.thenAcceptAsync(
                isSimulated -> {
                    opener.settle(isSimulated);
                    open();
                },
                threads.blocking());
    }

    /** Whether it was tried to open, or is about to be. */
    boolean isBegun() {
        return simulated.isDone();
    }

    private void open() {
        try {
            OpenDatabase opened = opener.open();
            tell(() -> adopt(opened), opened::close);
        } catch (StoreFault e) {
            tell(() -> failToOpen(e.failure()), () -> {});
        } catch (RuntimeException | Error e) {
            LOG.warn("opening the store failed", e);
            DatabaseFailure failure = new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, e.toString(), "see the log");
            tell(() -> failToOpen(failure), () -> {});
        }
    }

    private void tell(Runnable news, Runnable otherwise) {
        try {
            threads.store().execute(news);
        } catch (RejectedExecutionException e) { // the gateway ends
            otherwise.run();
        }
    }

    private void failToOpen(DatabaseFailure failure) {
        opening = false;
        fail(failure);
        endAttempt();
    }

    private void adopt(OpenDatabase opened) {
        opening = false;
        if (closed || database != null) { // or another attempt was faster
            opened.close();
            return;
        }
        database = opened;
        swapReaders(opened.readers());
        onOpen.run();
        if (database != null) { // what waited could be written, or nothing did
            succeed();
        }
        endAttempt();
    }

    private void endAttempt() {
        tried.complete(null);
        attempt.complete(null);
        attempt = new CompletableFuture<>();
    }

    /** What was written was committed. */
    void succeed() {
        if (!stats.isUp()) {
            LOG.info("store {} is up, {} rows wait to be written", dialect.name(), stats.waitingRows());
        }
        waitMs = FIRST_WAIT_MS;
        stats.problem(null);
    }

    /** Closes it, says so, and tries again later if there is hope. */
    void fail(DatabaseFailure failure) {
        disconnect();
        if (failure.kind() == DatabaseFailure.Kind.CORRUPT || failure.kind() == DatabaseFailure.Kind.GONE) {
            swapReaders(null); // otherwise what is there can still be read
        }
        String problem = failure.toString();
        hopeless = failure.kind() == DatabaseFailure.Kind.PERMANENT;
        if (!problem.equals(stats.problem())) {
            LOG.error(
                    "store {}: {}. Quotes are served, and what is to be kept waits. {}",
                    dialect.name(),
                    problem,
                    hopeless ? "Not tried again before the next start" : "It is tried again by itself");
        }
        stats.problem(problem);
        if (failure.kind() == DatabaseFailure.Kind.CORRUPT) {
            opener.suspect();
        }
        if (!hopeless && !closed && !opening) {
            opening = true;
            threads.scheduler().schedule(Duration.ofMillis(waitMs), threads.blocking(), this::open);
            waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
        }
    }

    /** The same for what a statement said. */
    void fail(SQLException said) {
        fail(dialect.classify(said));
    }

    /** Tries at once, unless there is no hope; the future ends when that was tried, or another try ended before. */
    CompletableFuture<@Nullable Void> retry() {
        if (hopeless || closed || database != null) {
            return CompletableFuture.completedFuture(null);
        }
        opening = true;
        CompletableFuture<@Nullable Void> ends = attempt;
        threads.blocking().execute(this::open);
        return ends;
    }

    private void disconnect() {
        OpenDatabase old = database;
        database = null;
        if (old != null) {
            old.closeWriter();
        }
    }

    private void swapReaders(@Nullable HikariDataSource next) {
        HikariDataSource old = readers;
        readers = next;
        if (old != null) {
            old.close();
        }
    }

    /** What is open; null when nothing can be written. */
    @Nullable
    OpenDatabase database() {
        return database;
    }

    /** Connections that read; null when nothing can be read. Any thread. */
    @Nullable
    HikariDataSource readers() {
        return readers;
    }

    /** Ends when it was tried to open for the first time, whether it worked or not. */
    CompletableFuture<@Nullable Void> tried() {
        return tried;
    }

    void close() {
        closed = true;
        disconnect();
        swapReaders(null);
        stats.problem("closed");
        tried.complete(null);
    }
}
