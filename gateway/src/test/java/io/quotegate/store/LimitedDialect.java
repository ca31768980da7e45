package io.quotegate.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** SQLite on a disk that can be full: the file may not grow while it is. */
final class LimitedDialect implements Dialect {
    private static final long ROOM_PAGES = 1L << 30;

    private final SqliteDialect sqlite;
    private volatile boolean full;
    private volatile @Nullable Connection writer;

    LimitedDialect(SqliteDialect sqlite) {
        this.sqlite = sqlite;
    }

    void fillTheDisk() throws SQLException {
        full = true;
        limit();
    }

    void makeRoom() {
        full = false; // from the next opening on
    }

    private void limit() throws SQLException {
        Connection connection = writer;
        if (connection != null) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA max_page_count = " + (full ? 1 : ROOM_PAGES)); // no less than there are
            }
        }
    }

    @Override
    public void prepareWriter(Connection connection) throws SQLException {
        sqlite.prepareWriter(connection);
        writer = connection;
        limit();
    }

    @Override
    public void settle(boolean simulated) {
        sqlite.settle(simulated);
    }

    @Override
    public String name() {
        return sqlite.name();
    }

    @Override
    public String migrations() {
        return sqlite.migrations();
    }

    @Override
    public void prepare(Look look) throws StoreFault {
        sqlite.prepare(look);
    }

    @Override
    public String moveAside() throws StoreFault {
        return sqlite.moveAside();
    }

    @Override
    public DataSource source() {
        return sqlite.source();
    }

    @Override
    public @Nullable DatabaseFailure absence() {
        return sqlite.absence();
    }

    @Override
    public String readerStatement() {
        return sqlite.readerStatement();
    }

    @Override
    public void setDecimal(PreparedStatement statement, int index, @Nullable BigDecimal value) throws SQLException {
        sqlite.setDecimal(statement, index, value);
    }

    @Override
    public @Nullable BigDecimal decimal(ResultSet row, int index) throws SQLException {
        return sqlite.decimal(row, index);
    }

    @Override
    public DatabaseFailure classify(SQLException failure) {
        return sqlite.classify(failure);
    }
}
