package io.quotegate.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what it is told, in order, many rows to a transaction. Told by any thread, which never waits: what does not fit
 * into the queue is refused and counted. What could not be committed stays, and is tried again. Writes on the store
 * thread.
 */
final class Writer {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int BATCH_ROWS = 5_000;

    private final Connector connector;
    private final Dialect dialect;
    private final Executor storeThread;
    private final StoreStats stats;
    private final int capacityRows;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();

    private final List<Waiting> batch = new ArrayList<>(); // taken off the queue, not committed yet
    private @Nullable Statements statements;

    private record Waiting(Write write, CompletableFuture<@Nullable Void> written) {}

    Writer(Connector connector, Dialect dialect, Executor storeThread, StoreStats stats, int capacityRows) {
        this.connector = connector;
        this.dialect = dialect;
        this.storeThread = storeThread;
        this.stats = stats;
        this.capacityRows = capacityRows;
    }

    /** Takes something to be written. The future ends when it is committed, on the store thread. Any thread. */
    CompletableFuture<@Nullable Void> offer(Write write) {
        CompletableFuture<@Nullable Void> written = new CompletableFuture<>();
        if (stats.waiting.addAndGet(write.count()) > capacityRows) {
            stats.waiting.addAndGet(-write.count());
            stats.overflows.add(write.count());
            written.completeExceptionally(new StoreException("too much waits to be written: " + stats.problem()));
        } else {
            queue.add(new Waiting(write, written));
            wake();
        }
        return written;
    }

    private void wake() {
        if (woken.compareAndSet(false, true)) {
            try {
                storeThread.execute(this::turn);
            } catch (
                    RejectedExecutionException e) { // what comes after the end, as what a last recording is found to be
                woken.set(false);
                giveUpQueue();
            }
        }
    }

    private void giveUpQueue() {
        for (Waiting late = queue.poll(); late != null; late = queue.poll()) {
            stats.waiting.addAndGet(-late.write().count());
            late.written().completeExceptionally(closed());
        }
    }

    private static StoreException closed() {
        return new StoreException("the store was closed");
    }

    private void turn() {
        woken.set(false); // before looking: what is added later must wake us again
        drain();
    }

    /** The database was opened. */
    void onOpen() {
        OpenDatabase database = connector.database();
        statements = database == null ? null : new Statements(database.writer());
        drain();
    }

    private void drain() {
        if (statements != null && connector.database() != null) {
            takeBatch();
            if (!batch.isEmpty() && write(statements) && !queue.isEmpty()) {
                wake(); // others have their turn in between
            }
        }
    }

    private void takeBatch() {
        int rows = 0;
        for (Waiting waiting : batch) {
            rows += waiting.write().count();
        }
        while (rows < BATCH_ROWS) {
            Waiting next = queue.poll();
            if (next == null) {
                return;
            }
            batch.add(next);
            rows += next.write().count();
        }
    }

    /** Whether the batch is off the table. */
    private boolean write(Statements open) {
        try {
            for (Waiting waiting : batch) {
                waiting.write().rows().addTo(open);
            }
            open.commit();
        } catch (SQLException e) {
            return onFailure(open, e);
        } catch (RuntimeException | Error e) { // a driver that lost its connection may throw such
            return onFailure(open, new SQLException(e.toString(), e));
        }
        DatabaseFailure gone = dialect.absence();
        if (gone != null) { // what was committed went nowhere
            stats.failures.increment();
            statements = null;
            connector.fail(gone);
            return false;
        }
        stats.commits.increment();
        connector.succeed();
        batch.forEach(this::written);
        batch.clear();
        return true;
    }

    private void written(Waiting waiting) {
        stats.waiting.addAndGet(-waiting.write().count());
        stats.rows.add(waiting.write().count());
        waiting.written().complete(null);
    }

    private boolean onFailure(Statements open, SQLException failure) {
        stats.failures.increment();
        DatabaseFailure why = dialect.classify(failure);
        if (why.kind() == DatabaseFailure.Kind.REFUSED_DATA) {
            try {
                open.rollBack();
                oneByOne(open);
                return true;
            } catch (SQLException e) {
                why = dialect.classify(e);
            }
        }
        statements = null;
        connector.fail(why);
        return false;
    }

    /** Finds out what cannot be written, and leaves only that out. */
    private void oneByOne(Statements open) throws SQLException {
        while (!batch.isEmpty()) {
            Waiting waiting = batch.get(0);
            try {
                waiting.write().rows().addTo(open);
                open.commit();
                stats.commits.increment();
                connector.succeed();
                written(waiting);
            } catch (SQLException e) {
                open.rollBack();
                if (dialect.classify(e).kind() != DatabaseFailure.Kind.REFUSED_DATA) {
                    throw e;
                }
                refuse(waiting, e);
            }
            batch.remove(0);
        }
    }

    private void refuse(Waiting waiting, SQLException why) {
        LOG.warn(
                "store {}: left out {} rows: {}",
                dialect.name(),
                waiting.write().count(),
                why.getMessage());
        stats.waiting.addAndGet(-waiting.write().count());
        waiting.written().completeExceptionally(new StoreException("refused: " + why.getMessage(), why));
    }

    /** Writes what waits, if it can be written; returns whether nothing waits any more. On the store thread. */
    boolean flush() {
        while (statements != null && connector.database() != null && (!batch.isEmpty() || !queue.isEmpty())) {
            drain();
        }
        return batch.isEmpty() && queue.isEmpty();
    }

    /** The same, and gives up what cannot be written. On the store thread. */
    void close() {
        flush();
        statements = null;
        batch.addAll(queue);
        queue.clear();
        for (Waiting waiting : batch) {
            waiting.written().completeExceptionally(closed());
        }
        if (!batch.isEmpty()) {
            LOG.error("store {}: closed with {} rows not written", dialect.name(), stats.waitingRows());
        }
    }
}
