package io.quotegate.store;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What differs from one database to the other. Any thread. */
interface Dialect {
    /** Says before all else whether what is kept is of simulated venues: it may have a place of its own. */
    void settle(boolean simulated);

    /** Names the database in logs, without secrets. */
    String name();

    /** Where its migrations are on the class path. */
    String migrations();

    /**
     * Makes what a database needs before it can be opened, and looks whether what is there is sound.
     *
     * @param look how closely
     *
     * @throws StoreFault if it is not, or cannot be found out
     */
    void prepare(Look look) throws StoreFault;

    /** How closely to look for damage. */
    enum Look {
        /** As long as it does not take long. */
        QUICK,
        /** At everything: there is a suspicion. */
        WHOLE
    }

    /** Puts a damaged database out of the way, for a person to look at; returns where it went. */
    String moveAside() throws StoreFault;

    /** Makes connections; they block. */
    DataSource source();

    /** Sets up the one connection that writes. */
    void prepareWriter(Connection connection) throws SQLException;

    /** Whether what the writer has open is not what others would open: removed, or replaced. Null where it is in its place. */
    @Nullable
    DatabaseFailure absence();

    /** Sets up a connection that only reads: a statement, or null. */
    @Nullable
    String readerStatement();

    /** Sets a decimal parameter, without losing a digit. */
    void setDecimal(PreparedStatement statement, int index, @Nullable BigDecimal value) throws SQLException;

    /** The decimal in a column, with the digits it was written with. */
    @Nullable
    BigDecimal decimal(ResultSet row, int index) throws SQLException;

    /** What follows from {@code failure}. */
    DatabaseFailure classify(SQLException failure);
}
