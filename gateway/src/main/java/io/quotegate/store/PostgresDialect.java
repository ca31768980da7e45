package io.quotegate.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** PostgreSQL. A commit is on the server's disk before it is acknowledged, unless the server is set otherwise. */
final class PostgresDialect implements Dialect {
    private static final int CONNECT_TIMEOUT_S = 5;
    private static final int SOCKET_TIMEOUT_S = 30;
    // https://www.postgresql.org/docs/current/errcodes-appendix.html
    private static final String DATA_EXCEPTION = "22";
    private static final String CONSTRAINT_VIOLATION = "23";
    private static final String CONNECTION = "08";
    private static final String WRONG_PASSWORD = "28";
    private static final String NO_SUCH_DATABASE = "3D";
    private static final String NO_RIGHTS = "42501";

    private final PGSimpleDataSource source = new PGSimpleDataSource();

    PostgresDialect(String url) {
        source.setConnectTimeout(CONNECT_TIMEOUT_S);
        source.setLoginTimeout(CONNECT_TIMEOUT_S);
        source.setSocketTimeout(SOCKET_TIMEOUT_S);
        source.setTcpKeepAlive(true);
        source.setApplicationName("quotegate");
        source.setUrl(url); // what it says overrides the above
    }

    @Override
    public void settle(boolean simulated) {
        // there is one place
    }

    @Override
    public String name() {
        return "PostgreSQL " + source.getServerNames()[0] + ':' + source.getPortNumbers()[0] + '/'
                + source.getDatabaseName();
    }

    @Override
    public String migrations() {
        return "classpath:db/postgresql";
    }

    @Override
    public void prepare(Look look) {
        // the server looks after it
    }

    /** Why it could not be opened; null if it could. */
    @Nullable
    DatabaseFailure obstacle() {
        try {
            source.getConnection().close();
            return null;
        } catch (SQLException e) {
            return classify(e);
        }
    }

    @Override
    public String moveAside() throws StoreFault {
        throw new StoreFault(
                new DatabaseFailure(
                        DatabaseFailure.Kind.TRANSIENT, "the server says it is damaged", "have its administrator look"),
                null);
    }

    @Override
    public DataSource source() {
        return source;
    }

    @Override
    public void prepareWriter(Connection connection) {
        // as it comes
    }

    @Override
    public @Nullable DatabaseFailure absence() {
        return null; // a server that goes says so
    }

    @Override
    public String readerStatement() {
        return "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY";
    }

    @Override
    public void setDecimal(PreparedStatement statement, int index, @Nullable BigDecimal value) throws SQLException {
        statement.setBigDecimal(index, value);
    }

    @Override
    public @Nullable BigDecimal decimal(ResultSet row, int index) throws SQLException {
        return row.getBigDecimal(index);
    }

    @Override
    public DatabaseFailure classify(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String problem = String.valueOf(failure.getMessage());
        return state.startsWith(DATA_EXCEPTION) || state.startsWith(CONSTRAINT_VIOLATION)
                ? new DatabaseFailure(DatabaseFailure.Kind.REFUSED_DATA, problem, "it was left out")
                : new DatabaseFailure(DatabaseFailure.Kind.TRANSIENT, problem, advice(state));
    }

    private static String advice(String state) {
        if (state.startsWith(CONNECTION)) {
            return "start the server, or mend the address in store.path";
        }
        if (state.startsWith(WRONG_PASSWORD)) {
            return "mend user and password in store.path";
        }
        if (state.startsWith(NO_SUCH_DATABASE)) {
            return "create the database";
        }
        return state.equals(NO_RIGHTS)
                ? "grant the user what it needs, CREATE on the schema too"
                : "see the server's log";
    }
}
