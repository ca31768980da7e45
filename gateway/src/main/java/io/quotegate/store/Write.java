package io.quotegate.store;

import java.sql.SQLException;

/**
 * Something to be written, in a transaction with others.
 *
 * @param count how many rows it is, for the bound of what may wait
 * @param rows  adds them; called again if the transaction failed
 */
record Write(int count, Rows rows) {
    /** Adds rows to the transaction. */
    @FunctionalInterface
    interface Rows {
        void addTo(Statements statements) throws SQLException;
    }
}
