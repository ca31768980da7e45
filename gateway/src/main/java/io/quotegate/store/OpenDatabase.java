package io.quotegate.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A database that was opened and migrated.
 *
 * @param writer  the one connection that writes, for the store thread; commits by hand
 * @param readers connections that read, for the blocking threads
 */
record OpenDatabase(Connection writer, HikariDataSource readers) {
    private static final Logger LOG = LoggerFactory.getLogger(OpenDatabase.class);

    void close() {
        readers.close();
        closeWriter();
    }

    void closeWriter() {
        try {
            writer.close();
        } catch (SQLException e) {
            LOG.debug("closing the store: {}", e.getMessage());
        }
    }
}
