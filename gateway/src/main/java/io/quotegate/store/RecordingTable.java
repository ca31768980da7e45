package io.quotegate.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Which recordings there are. Any thread; nothing waits. */
public final class RecordingTable {
    private static final String UPSERT = "INSERT INTO recordings (name, from_time, to_time, size, sha256)"
            + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET from_time = excluded.from_time,"
            + " to_time = excluded.to_time, size = excluded.size, sha256 = excluded.sha256";
    private static final String ALL =
            "SELECT name, from_time, to_time, size, sha256 FROM recordings ORDER BY from_time, name";
    private static final String DELETE = "DELETE FROM recordings WHERE name = ?";

    private final Writer writer;
    private final Reader reader;

    RecordingTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Adds a recording, or replaces the one of the same name; the future ends when that is kept for good. */
    public CompletableFuture<@Nullable Void> put(StoredRecording recording) {
        return writer.offer(new Write(1, statements -> {
            PreparedStatement row = statements.of(UPSERT);
            row.setString(1, recording.name());
            row.setLong(2, recording.fromUs());
            row.setLong(3, recording.toUs());
            row.setLong(4, recording.sizeBytes());
            row.setString(5, recording.sha256());
            row.addBatch();
        }));
    }

    /** Forgets a recording. */
    public CompletableFuture<@Nullable Void> remove(String name) {
        return writer.offer(new Write(1, statements -> {
            PreparedStatement row = statements.of(DELETE);
            row.setString(1, name);
            row.addBatch();
        }));
    }

    /** All recordings, oldest first. */
    public CompletableFuture<List<StoredRecording>> all() {
        return reader.ask(connection -> {
            List<StoredRecording> recordings = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(ALL);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    recordings.add(new StoredRecording(
                            row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getString(5)));
                }
            }
            return recordings;
        });
    }
}
