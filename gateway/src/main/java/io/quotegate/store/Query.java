package io.quotegate.store;

import java.sql.Connection;
import java.sql.SQLException;

/** Something to be read. On a thread that may block. */
@FunctionalInterface
interface Query<T> {
    T ask(Connection connection) throws SQLException;
}
