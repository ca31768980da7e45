package io.quotegate.feed.book;

import io.quotegate.feed.pair.PairGroups;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * The books of one venue, and which connection brings those of which pairs: so many pairs a connection, and each pair on as
 * many connections as there are lanes. Confined to the feed loop.
 *
 * @param <B> how a book of the venue is kept
 */
final class BookGroups<B> {
    private final int lanes;
    private final int most; // connections
    private final Function<Instrument, B> making;
    private final PairGroups groups;
    private final List<@Nullable B> books = new ArrayList<>(); // by instrument

    /** @param making makes the book of a pair that the venue has */
    BookGroups(Instruments all, List<Instrument> pairs, int perConnection, int lanes, Function<Instrument, B> making) {
        this.lanes = lanes;
        this.making = making;
        most = (all.capacity() + perConnection - 1) / perConnection * lanes;
        for (int i = 0; i < all.capacity(); i++) {
            books.add(null);
        }
        groups = new PairGroups(pairs, perConnection);
        pairs.forEach(pair -> books.set(pair.id(), making.apply(pair)));
    }

    /** The venue has other pairs than before; what that is for each connection. A book begins anew with another name. */
    IntFunction<Instruments.Change> relist(Instruments.Change change) {
        change.removed().forEach(pair -> books.set(pair.id(), null));
        change.added().forEach(pair -> books.set(pair.id(), making.apply(pair)));
        IntFunction<Instruments.Change> ofGroup = groups.relist(change);
        return connection -> ofGroup.apply(connection / lanes);
    }

    int connections() {
        return groups.count() * lanes;
    }

    /** However pairs change. */
    int mostConnections() {
        return most;
    }

    /** All pairs that the venue has. */
    List<Instrument> pairs() {
        return groups.all();
    }

    /** The pairs of a connection. */
    List<Instrument> pairs(int connection) {
        return groups.of(connection / lanes);
    }

    /** Which of those that bring the same a connection is. */
    int lane(int connection) {
        return connection % lanes;
    }

    /** Has {@code change} done to each book of a connection, with its lane. */
    void forEach(int connection, BiConsumer<B, Integer> change) {
        int lane = lane(connection);
        for (Instrument pair : groups.of(connection / lanes)) {
            change.accept(of(pair.id()), lane);
        }
    }

    /** The book of a pair; null if the venue does not have it. */
    @Nullable
    B find(int instrumentId) {
        return books.get(instrumentId);
    }

    /** The book of a pair that the venue has. */
    B of(int instrumentId) {
        B book = books.get(instrumentId);
        if (book == null) {
            throw new IllegalArgumentException("instrument: " + instrumentId + " (expected: one that the venue has)");
        }
        return book;
    }
}
