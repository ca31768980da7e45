package io.quotegate.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/**
 * SQLite in one file, with a write-ahead log, so that readers and the writer do not wait for one another.
 *
 * <p>{@code synchronous=FULL}: a commit is on the disk before it is acknowledged. {@code NORMAL} would outlive the end of
 * the process, but lose the newest commits with the power; and as writes are batched, the difference is one flush of the
 * disk for each batch.
 *
 * @see <a href="https://www.sqlite.org/pragma.html#pragma_synchronous">SQLite, PRAGMA synchronous</a>
 * @see <a href="https://www.sqlite.org/uri.html#uriimmutable">SQLite, URI filenames, immutable</a>
 */
final class SqliteDialect implements Dialect {
    private static final int BUSY_TIMEOUT_MS = 5_000;
    /** Larger files are not read through at each start; damage in them shows when it is met. */
    private static final long LARGEST_CHECKED_BYTES = 256L << 20;

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String LOG = "-wal";
    private static final String[] PARTS = {"", LOG, "-shm"};
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(UTF_8);

    private final Path ifReal;
    private final Path ifSimulated;
    private final SQLiteDataSource source;
    private volatile Path file; // settled before all else
    private volatile @Nullable Object opened; // tells the writer's file from any other of its name; null where none can

    /** In one of two files, which may be the same: for what real venues say, and for what simulated ones do. */
    SqliteDialect(Path ifReal, Path ifSimulated) {
        this.ifReal = ifReal;
        this.ifSimulated = ifSimulated;
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        source = new SQLiteDataSource(config);
        file = at(ifReal);
    }

    private Path at(Path place) {
        source.setUrl(url(place));
        return place;
    }

    private static String url(Path place) {
        return "jdbc:sqlite:file:" + escaped(place);
    }

    /** The driver takes {@code ?} in a name for the beginning of parameters; in a URI everything can be said. */
    private static String escaped(Path place) {
        StringBuilder uri = new StringBuilder();
        for (byte b : place.toString().getBytes(UTF_8)) {
            if (b == '/' || b == '.' || b == '-' || b == '_' || b > 0 && Character.isLetterOrDigit(b)) {
                uri.append((char) b);
            } else {
                uri.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
            }
        }
        return uri.toString();
    }

    @Override
    public void settle(boolean simulated) {
        file = at(simulated ? ifSimulated : ifReal);
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public String migrations() {
        return "classpath:db/sqlite";
    }

    @Override
    public void prepare(Look look) throws StoreFault {
        Path directory = file.toAbsolutePath().getParent();
        try {
            if (directory != null) {
                Files.createDirectories(directory);
            }
        } catch (IOException e) {
            String problem = "its directory cannot be made: " + e;
            throw new StoreFault(new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, problem, writableAdvice()), e);
        }
        if (Files.exists(file)) {
            check(source, look);
        }
    }

    private void check(DataSource from, Look closely) throws StoreFault {
        try (Connection connection = from.getConnection();
                Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(checkStatement(closely))) {
                String found = row.next() ? row.getString(1) : "ok";
                if (!found.equals("ok")) {
                    throw new StoreFault(corrupt("damaged: " + found), null);
                }
            }
        } catch (SQLException e) {
            throw new StoreFault(classify(e), e);
        } catch (IOException e) {
            throw new StoreFault(
                    new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, e.toString(), writableAdvice()), e);
        }
    }

    /**
     * Why what is there could not be opened, found out without a change to anything; null if it could.
     *
     * <p>Opening a database that has a write-ahead log makes files beside it, or writes its log into it, unless it is said
     * never to change. That may be said while nothing is in the log: while nobody has it open, and nobody was killed.
     */
    @Nullable
    DatabaseFailure obstacle() {
        try {
            if (!Files.exists(file)) {
                return null; // yet to be made
            }
            if (!Files.isReadable(file) || !Files.isWritable(file)) {
                String problem = "this user may not read and write it";
                return new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, problem, writableAdvice());
            }
            Path log = file.resolveSibling(file.getFileName() + LOG);
            if (Files.exists(log) && Files.size(log) > 0) {
                return isDatabase() ? null : corrupt("it is no database of SQLite");
            }
            SQLiteConfig config = new SQLiteConfig();
            config.setReadOnly(true);
            SQLiteDataSource unchanging = new SQLiteDataSource(config);
            unchanging.setUrl(url(file) + "?immutable=1");
            check(unchanging, Look.QUICK);
            return null;
        } catch (StoreFault e) {
            return e.failure();
        } catch (IOException e) {
            return new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, e.toString(), writableAdvice());
        }
    }

    private boolean isDatabase() throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    private String checkStatement(Look look) throws IOException {
        if (look == Look.WHOLE) {
            return "PRAGMA integrity_check(1)";
        }
        boolean small = Files.size(file) <= LARGEST_CHECKED_BYTES;
        return small ? "PRAGMA quick_check(1)" : "SELECT 'ok' FROM sqlite_master LIMIT 1";
    }

    @Override
    public String moveAside() throws StoreFault {
        String stamp = ".corrupt-" + STAMP.format(Instant.now());
        try {
            for (String part : PARTS) {
                Path from = file.resolveSibling(file.getFileName() + part);
                if (Files.exists(from)) {
                    Files.move(from, file.resolveSibling(file.getFileName() + stamp + part));
                }
            }
        } catch (IOException e) {
            String problem = "damaged, and cannot be moved aside: " + e;
            throw new StoreFault(new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, problem, writableAdvice()), e);
        }
        return file + stamp;
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public void prepareWriter(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE"); // fails where nothing can be written
            statement.execute("ROLLBACK");
        }
        opened = key();
    }

    private @Nullable Object key() {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (IOException e) {
            return null; // not there
        }
    }

    @Override
    public @Nullable DatabaseFailure absence() {
        Object there = key();
        return Objects.equals(there, opened)
                ? null
                : new DatabaseFailure(
                        DatabaseFailure.Kind.GONE,
                        there == null ? "its file was removed" : "its file was replaced by another",
                        "a new one is begun with what waits, or the other one gone on with");
    }

    @Override
    public String readerStatement() {
        return "PRAGMA query_only = ON";
    }

    @Override
    public void setDecimal(PreparedStatement statement, int index, @Nullable BigDecimal value) throws SQLException {
        statement.setString(index, value == null ? null : value.toPlainString());
    }

    @Override
    public @Nullable BigDecimal decimal(ResultSet row, int index) throws SQLException {
        String text = row.getString(index);
        return text == null ? null : new BigDecimal(text);
    }

    @Override
    public DatabaseFailure classify(SQLException failure) {
        int code = failure.getErrorCode() & 0xFF; // the primary one of extended codes
        String problem = String.valueOf(failure.getMessage());
        if (code == SQLiteErrorCode.SQLITE_CORRUPT.code || code == SQLiteErrorCode.SQLITE_NOTADB.code) {
            return corrupt(problem);
        }
        if (code == SQLiteErrorCode.SQLITE_CONSTRAINT.code
                || code == SQLiteErrorCode.SQLITE_TOOBIG.code
                || code == SQLiteErrorCode.SQLITE_MISMATCH.code) {
            return new DatabaseFailure(DatabaseFailure.Kind.REFUSED_DATA, problem, "it was left out");
        }
        return new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, problem, transientAdvice(code));
    }

    private String transientAdvice(int code) {
        if (code == SQLiteErrorCode.SQLITE_FULL.code || code == SQLiteErrorCode.SQLITE_IOERR.code) {
            return "make room on the disk; what is to be written waits";
        }
        if (code == SQLiteErrorCode.SQLITE_BUSY.code || code == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return "end the other program that has it open";
        }
        return writableAdvice();
    }

    private static String writableAdvice() {
        return "let this user write to the file and its directory, or set store.path";
    }

    private static DatabaseFailure corrupt(String problem) {
        return new DatabaseFailure(DatabaseFailure.Kind.CORRUPT, problem, "it is moved aside and a new one begun");
    }
}
