package io.quotegate.store;

import io.quotegate.text.PathText;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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

    /** The path where nobody names one: this file, or {@value #DEFAULT_SIMULATED} where venues are simulated. */
    public static final String DEFAULT = "data/quotegate.db";

    private static final String DEFAULT_SIMULATED = "data/quotegate-simulated.db";

    /** How the path of a PostgreSQL database begins. */
    public static final String POSTGRESQL = "jdbc:postgresql:";

    /** What a path can be, in words. */
    public static final String PATH_EXPECTED = "a path, " + POSTGRESQL + "//... or " + NONE;

    /** Whether {@code text} can be a path. */
    public static boolean isPath(String text) {
        if (text.startsWith("jdbc:")) {
            return text.startsWith(POSTGRESQL) && Driver.parseURL(text, null) != null;
        }
        Path path = PathText.parse(text);
        return path != null && path.getFileName() != null;
    }

    /** Whether there is to be a store. */
    public boolean isWanted() {
        return !path.equals(NONE);
    }

    /** Every file that may become the SQLite database; none for another one, and for none. */
    public List<Path> files() {
        if (!isWanted() || isPostgresql()) {
            return List.of();
        }
        return path.equals(DEFAULT) ? List.of(file(false), file(true)) : List.of(file(false));
    }

    /** Whether it is a PostgreSQL database. */
    boolean isPostgresql() {
        return path.startsWith(POSTGRESQL);
    }

    /** The file of the SQLite database for what {@code simulated} venues say, or for what real ones do. */
    Path file(boolean simulated) {
        return Path.of(simulated && path.equals(DEFAULT) ? DEFAULT_SIMULATED : path);
    }

    /** The same, without a store. */
    public StoreSettings without() {
        return new StoreSettings(NONE, candlesKeep, queueRows);
    }
}
