package io.quotegate.feed.book;

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
 * many connections as there are lanes. A pair stays on the connections that it is on, and one that is new goes to the first
 * that have room. Confined to the feed loop.
 *
 * @param <B> how a book of the venue is kept
 */
final class BookGroups<B> {
    private final int perConnection;
    private final int lanes;
    private final int most; // connections
    private final Function<Instrument, B> making;
    private final List<List<Instrument>> groups = new ArrayList<>(); // the pairs of each
    private final List<@Nullable B> books = new ArrayList<>(); // by instrument

    private List<Instrument> pairs = List.of(); // of all groups

    /** @param making makes the book of a pair that the venue has */
    BookGroups(Instruments all, List<Instrument> pairs, int perConnection, int lanes, Function<Instrument, B> making) {
        this.perConnection = perConnection;
        this.lanes = lanes;
        this.making = making;
        most = (all.capacity() + perConnection - 1) / perConnection * lanes;
        for (int i = 0; i < all.capacity(); i++) {
            books.add(null);
        }
        relist(new Instruments.Change(pairs, List.of()));
    }

    /** The venue has other pairs than before; what that is for each connection. A book begins anew with another name. */
    IntFunction<Instruments.Change> relist(Instruments.Change change) {
        List<List<Instrument>> before = groups.stream().map(List::copyOf).toList();
        for (Instrument pair : change.removed()) {
            groups.forEach(group -> group.removeIf(each -> each.id() == pair.id()));
            books.set(pair.id(), null);
        }
        for (Instrument pair : change.added()) {
            groupWithRoom().add(pair);
            books.set(pair.id(), making.apply(pair));
        }
        pairs = groups.stream().flatMap(List::stream).toList();
        return connection -> {
            int group = connection / lanes;
            List<Instrument> had = group < before.size() ? before.get(group) : List.of();
            List<Instrument> has = groups.get(group);
            return new Instruments.Change(without(has, had), without(had, has));
        };
    }

    private static List<Instrument> without(List<Instrument> pairs, List<Instrument> others) {
        return pairs.stream().filter(pair -> !others.contains(pair)).toList();
    }

    private List<Instrument> groupWithRoom() {
        for (List<Instrument> group : groups) {
            if (group.size() < perConnection) {
                return group;
            }
        }
        List<Instrument> group = new ArrayList<>();
        groups.add(group);
        return group;
    }

    int connections() {
        return groups.size() * lanes;
    }

    /** However pairs change. */
    int mostConnections() {
        return most;
    }

    /** All pairs that the venue has. */
    List<Instrument> pairs() {
        return pairs;
    }

    /** The pairs of a connection. */
    List<Instrument> pairs(int connection) {
        return List.copyOf(groups.get(connection / lanes));
    }

    /** Which of those that bring the same a connection is. */
    int lane(int connection) {
        return connection % lanes;
    }

    /** Has {@code change} done to each book of a connection, with its lane. */
    void forEach(int connection, BiConsumer<B, Integer> change) {
        int lane = lane(connection);
        for (Instrument pair : groups.get(connection / lanes)) {
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
