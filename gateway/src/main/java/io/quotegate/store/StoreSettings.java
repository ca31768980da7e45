package io.quotegate.store;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;

/**
 * Where history is kept, and how much of it. The keys are {@code store.*}. Immutable: any thread.
 *
 * @param path        a file for SQLite, {@code jdbc:postgresql:...}, or {@value #NONE}
 * @param candlesKeep how long candles are kept
 * @param queueRows   how many rows may wait to be written
 */
public record StoreSettings(String path, Duration candlesKeep, int queueRows) {
    /** The path of no store at all. */
    public static final String NONE = "none";

    /** How the path of a PostgreSQL database begins. */
    public static final String POSTGRESQL = "jdbc:postgresql:";

    /** What a path can be, in words. */
    public static final String PATH_EXPECTED = "a path, " + POSTGRESQL + "//... or " + NONE;

    /** Whether {@code text} can be a path. */
    public static boolean isPath(String text) {
        if (text.startsWith("jdbc:")) {
            return text.startsWith(POSTGRESQL) && Driver.parseURL(text, null) != null;
        }
        try {
            return !text.isBlank() && Path.of(text).getFileName() != null;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** Whether there is to be a store. */
    public boolean isWanted() {
        return !path.equals(NONE);
    }

    /** The file of a SQLite database; null for another one, and for none. */
    public @Nullable Path file() {
        return isWanted() && !path.startsWith(POSTGRESQL) ? Path.of(path) : null;
    }

    /** The same, without a store. */
    public StoreSettings without() {
        return new StoreSettings(NONE, candlesKeep, queueRows);
    }
}
