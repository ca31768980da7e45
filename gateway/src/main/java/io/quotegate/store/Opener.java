package io.quotegate.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a database and brings its schema up to date. On a thread that may block. */
final class Opener {
    private static final Logger LOG = LoggerFactory.getLogger(Opener.class);
    private static final String CLAIM = "INSERT INTO origin (id, simulated) VALUES (1, ?) ON CONFLICT (id) DO NOTHING";
    private static final Set<String> TABLES = Set.of("candles", "coins", "origin", "recordings", "winners");
    private static final int READERS = 2;
    private static final long READER_TIMEOUT_MS = 5_000;

    private final Dialect dialect;
    private volatile Dialect.Look look = Dialect.Look.QUICK; // set by the thread that met damage
    private volatile boolean simulated; // set before it is opened for the first time

    Opener(Dialect dialect) {
        this.dialect = dialect;
    }

    /** What is kept is of simulated venues, or not: a database that holds the other is refused. */
    void settle(boolean isSimulated) {
        simulated = isSimulated;
        dialect.settle(isSimulated);
    }

    /** Damage was met: the next opening looks at everything. */
    void suspect() {
        look = Dialect.Look.WHOLE;
    }

    /**
     * Opens it. A damaged one is moved aside, and a new one begun.
     *
     * @throws StoreFault if that is not possible
     */
    OpenDatabase open() throws StoreFault {
        try {
            return openSound();
        } catch (StoreFault e) {
            if (e.failure().kind() != DatabaseFailure.Kind.CORRUPT) {
                throw e;
            }
            String aside = dialect.moveAside();
            LOG.error(
                    "store {}: {}. It was moved to {} and a new one is begun; `sqlite3 {} .recover` may get rows back",
                    dialect.name(),
                    e.failure().problem(),
                    aside,
                    aside);
            return openSound();
        }
    }

    private OpenDatabase openSound() throws StoreFault {
        try {
            dialect.prepare(look);
            look = Dialect.Look.QUICK;
            migrate();
            return new OpenDatabase(writer(), readers());
        } catch (SQLException e) {
            throw new StoreFault(dialect.classify(e), e);
        } catch (LinkageError e) {
            String advice = "let Java load libraries from its temporary directory: -Djava.io.tmpdir=DIR";
            throw new StoreFault(
                    new DatabaseFailure(DatabaseFailure.Kind.PERMANENT, "its driver cannot be loaded: " + e, advice),
                    e);
        }
    }

    private void migrate() throws StoreFault {
        try {
            Flyway flyway = Flyway.configure(Opener.class.getClassLoader())
                    .dataSource(dialect.source())
                    .locations(dialect.migrations())
                    .load();
            MigrationInfo newer = Arrays.stream(flyway.info().applied())
                    .filter(applied -> applied.getState().name().startsWith("FUTURE"))
                    .reduce((first, last) -> last)
                    .orElse(null);
            if (newer != null) {
                throw new StoreFault(newer(newer), null);
            }
            flyway.migrate();
        } catch (FlywayException e) {
            SQLException cause = sqlCause(e);
            throw new StoreFault(cause == null ? strange(e) : dialect.classify(cause), e);
        }
    }

    private Connection writer() throws SQLException, StoreFault {
        Connection writer = dialect.source().getConnection();
        boolean ready = false;
        try {
            dialect.prepareWriter(writer);
            checkTables(writer);
            if (claim(writer) != simulated) {
                throw new StoreFault(ofOthers(), null);
            }
            writer.setAutoCommit(false);
            ready = true;
            return writer;
        } finally {
            if (!ready) {
                writer.close();
            }
        }
    }

    /** Somebody may have dropped one: then there is nothing that would make it again. */
    private static void checkTables(Connection writer) throws SQLException, StoreFault {
        Set<String> missing = new TreeSet<>(TABLES);
        String[] ofTables = {"TABLE"};
        try (ResultSet table = writer.getMetaData().getTables(null, writer.getSchema(), null, ofTables)) {
            while (table.next()) {
                missing.remove(table.getString("TABLE_NAME"));
            }
        }
        if (!missing.isEmpty()) {
            String advice = "restore it from a copy, or set store.path to another database; this one stays as it is";
            String problem =
                    "missing although flyway_schema_history says they were made: " + String.join(", ", missing);
            throw new StoreFault(new DatabaseFailure(DatabaseFailure.Kind.PERMANENT, problem, advice), null);
        }
    }

    /** Says what the database is for, if nobody has before; returns whether it is for simulated venues since. */
    private boolean claim(Connection writer) throws SQLException {
        try (PreparedStatement claim = writer.prepareStatement(CLAIM)) {
            claim.setBoolean(1, simulated);
            claim.executeUpdate();
        }
        try (Statement statement = writer.createStatement();
                ResultSet row = statement.executeQuery("SELECT simulated FROM origin")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private DatabaseFailure ofOthers() {
        return new DatabaseFailure(
                DatabaseFailure.Kind.PERMANENT,
                simulated
                        ? "it holds data of real venues, and these are simulated"
                        : "it holds data of simulated venues, and these are real",
                "set store.path to another database; this one stays as it is");
    }

    private static DatabaseFailure newer(MigrationInfo newest) {
        return new DatabaseFailure(
                DatabaseFailure.Kind.PERMANENT,
                "its schema has version " + newest.getVersion() + ", which is newer than this program",
                "run a newer version of it, or set store.path to another database; this one stays as it is");
    }

    private static DatabaseFailure strange(FlywayException e) {
        return new DatabaseFailure(
                DatabaseFailure.Kind.PERMANENT,
                String.valueOf(e.getMessage()).lines().findFirst().orElse("no schema of ours"),
                "set store.path to a database of its own; this one stays as it is");
    }

    private static @Nullable SQLException sqlCause(Throwable failure) {
        Throwable cause = failure;
        while (cause != null && !(cause instanceof SQLException)) {
            cause = cause.getCause();
        }
        return (SQLException) cause;
    }

    private HikariDataSource readers() {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store-readers");
        config.setDataSource(dialect.source());
        config.setMaximumPoolSize(READERS);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(READER_TIMEOUT_MS);
        config.setInitializationFailTimeout(-1);
        config.setConnectionInitSql(dialect.readerStatement());
        return new HikariDataSource(config);
    }
}
