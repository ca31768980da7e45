package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.OrderBook;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;

/**
 * The books of a venue whose snapshots are asked for beside its pushes, see {@link JoinedBook}. Pairs without any book
 * come first, each in its turn; what is left of the budget goes to deeper ones. Confined to the feed loop.
 */
public final class JoinedBooks implements VenueBooks {
    private final BookGroups<JoinedBook> groups;
    private final SnapshotBudget budget;
    private final IntUnaryOperator weight;
    private final Port port;

    private int turn; // the place in pairs that is looked at first

    /** How to ask a venue for a snapshot. */
    @FunctionalInterface
    public interface Port {
        /** Asks for so many levels of {@code pair}; {@link JoinedBooks#onSnapshot} or {@code onRefused} is to follow. */
        void ask(Instrument pair, int levels);
    }

    /**
     * What the venue allows.
     *
     * @param pairsPerConnection most books of a connection
     * @param capacity           levels a side that there is room for
     * @param weight             of the request for so many levels
     */
    public record Rules(int pairsPerConnection, int capacity, IntUnaryOperator weight) {}

    /**
     * Books that have not begun.
     *
     * @param pairs that the venue has
     * @param lanes connections that bring the same
     */
    public JoinedBooks(
            Instruments all,
            List<Instrument> pairs,
            Rules rules,
            int lanes,
            SnapshotBudget budget,
            BookListener listener,
            Port port) {
        this.budget = budget;
        this.weight = rules.weight();
        this.port = port;
        groups = new BookGroups<>(
                all,
                pairs,
                rules.pairsPerConnection(),
                lanes,
                pair -> new JoinedBook(new KeptBook(pair.id(), new OrderBook(rules.capacity()), listener), lanes));
    }

    @Override
    public int connections() {
        return groups.connections();
    }

    @Override
    public int mostConnections() {
        return groups.mostConnections();
    }

    @Override
    public IntFunction<Instruments.Change> relist(Instruments.Change change, long nowNs) {
        return groups.relist(change);
    }

    @Override
    public List<Instrument> pairs() {
        return groups.pairs();
    }

    @Override
    public List<Instrument> pairs(int connection) {
        return groups.pairs(connection);
    }

    /** Also that more of its pairs are brought from now on. */
    @Override
    public void onUp(int connection, long nowNs) {
        groups.forEach(connection, JoinedBook::onUp);
    }

    @Override
    public void onDown(int connection, long nowNs) {
        groups.forEach(connection, (book, lane) -> book.onDown(lane, nowNs));
    }

    @Override
    public void onDepth(int connection, DepthUpdate update, long receivedNs, long nowNs) {
        JoinedBook book = groups.find(update.instrumentId);
        if (book != null) {
            book.onDepth(groups.lane(connection), update, receivedNs, nowNs);
        }
    }

    /** The venue answered what was asked for through the port of a pair that it has no more, or by another name. */
    public void onNobody() {
        budget.done();
    }

    /** The venue answered what was asked for through the port. */
    public void onSnapshot(int instrumentId, DepthUpdate snapshot, int levels, long receivedNs, long nowNs) {
        budget.done();
        groups.of(instrumentId).onSnapshot(snapshot, levels, receivedNs, nowNs);
    }

    /** The venue did not. */
    public void onRefused(int instrumentId, long nowNs) {
        budget.done();
        groups.of(instrumentId).onRefused(nowNs);
    }

    @Override
    public void onTime(long nowNs) {
        for (Instrument pair : groups.pairs()) {
            groups.of(pair.id()).onTime(nowNs);
        }
        if (ask(JoinedBook.SMALL, budget::trySpend, nowNs)) {
            ask(JoinedBook.DEEP, budget::tryDeepen, nowNs);
        }
    }

    /** Takes what a request weighs from the budget, if it is there. */
    @FunctionalInterface
    private interface Purse {
        boolean trySpend(int weight, long nowNs);
    }

    /** Asks for what is wanted of so many levels; false if the budget does not allow all. */
    private boolean ask(int levels, Purse purse, long nowNs) {
        List<Instrument> pairs = groups.pairs();
        int first = turn;
        for (int i = 0; i < pairs.size(); i++) {
            int place = (first + i) % pairs.size();
            Instrument pair = pairs.get(place);
            JoinedBook book = groups.of(pair.id());
            if (book.wantedLevels(nowNs) != levels) {
                continue;
            }
            if (!purse.trySpend(weight.applyAsInt(levels), nowNs)) {
                turn = place;
                return false;
            }
            book.onAsked();
            port.ask(pair, levels);
        }
        return true;
    }

    @Override
    public KeptBook book(int instrumentId) {
        return groups.of(instrumentId).kept();
    }
}
