package io.quotegate.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What venues answered over REST, so that a restart need not ask again. Any thread; nothing waits. */
public final class AnswerTable {
    private static final String UPSERT = "INSERT INTO answers (request, answer, received) VALUES (?, ?, ?)"
            + " ON CONFLICT (request) DO UPDATE SET answer = excluded.answer, received = excluded.received";
    private static final String ONE = "SELECT answer FROM answers WHERE request = ? AND received >= ?";
    private static final String PRUNE = "DELETE FROM answers WHERE received < ?";

    private final Writer writer;
    private final Reader reader;

    AnswerTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Keeps an answer.
     *
     * @param request    names it, the venue too
     * @param receivedUs when it came, microseconds since the epoch
     */
    public CompletableFuture<@Nullable Void> put(String request, String answer, long receivedUs) {
        return writer.offer(new Write(1, statements -> {
            PreparedStatement row = statements.of(UPSERT);
            row.setString(1, request);
            row.setString(2, answer);
            row.setLong(3, receivedUs);
            row.addBatch();
        }));
    }

    /** The answer to {@code request} that came at {@code sinceUs} or later, if there is one. */
    public CompletableFuture<Optional<String>> get(String request, long sinceUs) {
        return reader.ask(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ONE)) {
                statement.setString(1, request);
                statement.setLong(2, sinceUs);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /** Forgets what came before {@code untilUs}. */
    CompletableFuture<@Nullable Void> prune(long untilUs) {
        return writer.offer(new Write(1, statements -> {
            PreparedStatement row = statements.of(PRUNE);
            row.setLong(1, untilUs);
            row.addBatch();
        }));
    }
}
