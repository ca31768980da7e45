package io.quotegate.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The prepared statements of the one connection that writes, with the rows of the transaction at hand. */
final class Statements {
    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new LinkedHashMap<>();

    Statements(Connection connection) {
        this.connection = connection;
    }

    /** To set parameters of, and then add as a row of the batch. */
    PreparedStatement of(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** Runs all rows that were added, and commits. */
    void commit() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.executeBatch();
        }
        connection.commit();
    }

    /** Forgets all rows that were added. */
    void rollBack() throws SQLException {
        for (PreparedStatement statement : prepared.values()) {
            statement.clearBatch();
        }
        connection.rollback();
    }
}
