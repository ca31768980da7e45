package io.quotegate.feed.book;

import io.quotegate.market.Instrument;
import java.util.List;

/**
 * Which connection brings the books of which pairs: so many pairs a connection, and each pair on as many connections as
 * there are lanes. Immutable.
 */
final class BookGroups {
    private final List<Instrument> pairs;
    private final int perConnection;
    private final int lanes;

    BookGroups(List<Instrument> pairs, int perConnection, int lanes) {
        this.pairs = List.copyOf(pairs);
        this.perConnection = perConnection;
        this.lanes = lanes;
    }

    int connections() {
        return (pairs.size() + perConnection - 1) / perConnection * lanes;
    }

    /** The pairs of a connection. */
    List<Instrument> pairs(int connection) {
        int from = connection / lanes * perConnection;
        return pairs.subList(from, Math.min(pairs.size(), from + perConnection));
    }

    /** Which of those that bring the same a connection is. */
    int lane(int connection) {
        return connection % lanes;
    }
}
