package io.quotegate.store;

import io.quotegate.api.GameWin;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Who won the game. Any thread; nothing waits. */
public final class WinnerTable {
    private static final String INSERT = "INSERT INTO winners (name, number, guesses, won) VALUES (?, ?, ?, ?)";
    private static final String NEWEST = "SELECT name, number, guesses, won FROM winners ORDER BY id DESC LIMIT ?";

    private final Writer writer;
    private final Reader reader;

    WinnerTable(Writer writer, Reader reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /** Adds a win; the future ends when it is kept for good. */
    public CompletableFuture<@Nullable Void> add(GameWin win) {
        return writer.offer(new Write(1, statements -> {
            PreparedStatement row = statements.of(INSERT);
            row.setString(1, win.name());
            row.setInt(2, win.number());
            row.setLong(3, win.guesses());
            row.setLong(4, win.timeUs());
            row.addBatch();
        }));
    }

    /** The last {@code limit} wins, the newest first. */
    public CompletableFuture<List<GameWin>> newest(int limit) {
        return reader.ask(connection -> {
            List<GameWin> wins = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
                statement.setInt(1, limit);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        wins.add(new GameWin(row.getString(1), row.getInt(2), row.getLong(3), row.getLong(4)));
                    }
                }
            }
            return wins;
        });
    }
}
