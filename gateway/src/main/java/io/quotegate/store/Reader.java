package io.quotegate.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;

/** Reads on the blocking threads. Asked by any thread, which never waits. */
final class Reader {
    private final Connector connector;
    private final Dialect dialect;
    private final StoreThreads threads;
    private final StoreStats stats;

    Reader(Connector connector, Dialect dialect, StoreThreads threads, StoreStats stats) {
        this.connector = connector;
        this.dialect = dialect;
        this.threads = threads;
        this.stats = stats;
    }

    /** What {@code query} finds, once the store was opened; fails when it is down. Ends on a blocking thread. */
    <T> CompletableFuture<T> ask(Query<T> query) {
        return connector.tried().thenApplyAsync(ready -> askNow(query), threads.blocking());
    }

    private <T> T askNow(Query<T> query) {
        HikariDataSource readers = connector.readers();
        if (readers == null) {
            throw new StoreException("the store is down: " + stats.problem());
        }
        try (Connection connection = readers.getConnection()) {
            return query.ask(connection);
        } catch (SQLException e) {
            if (dialect.classify(e).kind() == DatabaseFailure.Kind.CORRUPT) {
                threads.store().execute(() -> {
                    if (connector.readers() == readers) {
                        connector.fail(e);
                    }
                });
            }
            throw new StoreException("reading failed: " + e.getMessage(), e);
        }
    }
}
