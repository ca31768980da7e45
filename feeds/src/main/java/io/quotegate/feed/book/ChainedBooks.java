package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.OrderBook;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/**
 * The books of a venue whose snapshots come with a subscription, see {@link ChainedBook}. Whatever is to be asked of a
 * connection goes in one request, because requests are what the venue counts. Confined to the feed loop.
 */
public final class ChainedBooks implements VenueBooks {
    /** Between two turns of asking on a connection: where many books break at once, they are asked for together. */
    private static final long GATHER_NS = Duration.ofMillis(250).toNanos();

    /** Books wait no longer than that for a connection to be allowed to ask again. */
    private static final long LONGEST_WAIT_NS = Duration.ofSeconds(10).toNanos();

    /** Between two times that another connection is wanted in place of one. */
    private static final long REPLACE_NS = Duration.ofMinutes(1).toNanos();

    private static final Instruments.Change NOTHING = new Instruments.Change(List.of(), List.of());

    private final BookGroups<ChainedBook> groups;
    private final int requestsPerHour;
    private final RateLimit[] requests; // by connection
    private final long[] askedNs; // likewise, last
    private final long[] replacedNs; // likewise, last: that it be replaced was asked for
    private final boolean[] up;
    private final Port port;

    /** How to ask a venue on a connection. */
    public interface Port {
        void subscribe(int connection, List<Instrument> pairs);

        void unsubscribe(int connection, List<Instrument> pairs);

        /** Wants another connection in place of one that may ask no more for long. */
        void replace(int connection);
    }

    /**
     * What the venue allows.
     *
     * @param pairsPerConnection most books of a connection
     * @param requestsPerHour    that a connection may send
     * @param capacity           levels a side that there is room for
     */
    public record Rules(int pairsPerConnection, int requestsPerHour, int capacity) {}

    /**
     * Books that have not begun.
     *
     * @param pairs    that the venue has
     * @param lanes    connections that bring the same
     * @param checksum what the venue's checksum would be of a book
     */
    public ChainedBooks(
            Instruments all,
            List<Instrument> pairs,
            Rules rules,
            int lanes,
            ToIntFunction<OrderBook> checksum,
            BookListener listener,
            Port port) {
        this.port = port;
        groups = new BookGroups<>(all, pairs, rules.pairsPerConnection(), lanes, pair -> {
            KeptBook kept = new KeptBook(pair.id(), new OrderBook(rules.capacity()), listener);
            return new ChainedBook(kept, lanes, checksum);
        });
        up = new boolean[groups.mostConnections()];
        askedNs = new long[groups.mostConnections()];
        replacedNs = new long[groups.mostConnections()];
        requestsPerHour = rules.requestsPerHour();
        requests = new RateLimit[groups.mostConnections()];
    }

    @Override
    public int connections() {
        return groups.connections();
    }

    @Override
    public int mostConnections() {
        return groups.mostConnections();
    }

    /** What a connection does not bring any more is ended at once, and what is new is asked for when it is its time. */
    @Override
    public IntFunction<Instruments.Change> relist(Instruments.Change change, long nowNs) {
        IntFunction<Instruments.Change> changes = groups.relist(change);
        for (int connection = 0; connection < groups.connections(); connection++) {
            if (up[connection]) {
                relist(connection, changes.apply(connection), nowNs);
            }
        }
        return connection -> NOTHING;
    }

    private void relist(int connection, Instruments.Change change, long nowNs) {
        if (!change.removed().isEmpty()) {
            requests[connection].spend(nowNs);
            port.unsubscribe(connection, change.removed());
        }
        change.added().forEach(pair -> groups.of(pair.id()).onUp(groups.lane(connection), nowNs));
    }

    @Override
    public List<Instrument> pairs() {
        return groups.pairs();
    }

    @Override
    public List<Instrument> pairs(int connection) {
        return groups.pairs(connection);
    }

    @Override
    public void onUp(int connection, long nowNs) {
        up[connection] = true;
        requests[connection] = new RateLimit(requestsPerHour, Duration.ofHours(1)); // the venue counts by connection
        askedNs[connection] = nowNs - GATHER_NS;
        replacedNs[connection] = nowNs - REPLACE_NS;
        groups.forEach(connection, (book, lane) -> book.onUp(lane, nowNs));
        ask(connection, nowNs);
    }

    @Override
    public void onDown(int connection, long nowNs) {
        up[connection] = false;
        groups.forEach(connection, (book, lane) -> book.onDown(lane, nowNs));
    }

    /** The venue ended a subscription, asked to or not. */
    public void onUnsubscribed(int connection, int instrumentId, long nowNs) {
        ChainedBook book = groups.find(instrumentId);
        if (book != null) {
            book.onUnsubscribed(groups.lane(connection), nowNs);
        }
    }

    /** The venue will not have a subscription now. */
    public void onRefused(int connection, int instrumentId, long nowNs) {
        ChainedBook book = groups.find(instrumentId);
        if (book != null) {
            book.onRefused(groups.lane(connection), nowNs);
        }
    }

    @Override
    public void onDepth(int connection, DepthUpdate update, long receivedNs, long nowNs) {
        ChainedBook book = groups.find(update.instrumentId);
        if (book != null) {
            book.onDepth(groups.lane(connection), update, receivedNs, nowNs);
        }
    }

    @Override
    public void onTime(long nowNs) {
        for (Instrument pair : groups.pairs()) {
            groups.of(pair.id()).onTime(nowNs);
        }
        for (int connection = 0; connection < up.length; connection++) {
            if (up[connection]) {
                ask(connection, nowNs);
            }
        }
    }

    private void ask(int connection, long nowNs) {
        long delayNs = requests[connection].delayNs(nowNs, 2);
        boolean mayReplace = nowNs - replacedNs[connection] >= REPLACE_NS;
        if (delayNs > LONGEST_WAIT_NS && mayReplace && wantsSomething(connection, nowNs)) {
            replacedNs[connection] = nowNs;
            port.replace(connection);
        }
        if (delayNs > 0 || nowNs - askedNs[connection] < GATHER_NS) {
            return;
        }
        List<Instrument> subscribe = new ArrayList<>();
        List<Instrument> unsubscribe = new ArrayList<>();
        for (Instrument pair : groups.pairs(connection)) {
            switch (groups.of(pair.id()).next(groups.lane(connection), nowNs)) {
                case SUBSCRIBE -> subscribe.add(pair);
                case UNSUBSCRIBE -> unsubscribe.add(pair);
                case NOTHING -> {}
            }
        }
        if (!unsubscribe.isEmpty() || !subscribe.isEmpty()) {
            askedNs[connection] = nowNs;
        }
        if (!unsubscribe.isEmpty()) {
            requests[connection].spend(nowNs);
            port.unsubscribe(connection, unsubscribe);
        }
        if (!subscribe.isEmpty()) {
            requests[connection].spend(nowNs);
            port.subscribe(connection, subscribe);
        }
    }

    private boolean wantsSomething(int connection, long nowNs) {
        int lane = groups.lane(connection);
        return groups.pairs(connection).stream()
                .anyMatch(pair -> groups.of(pair.id()).wants(lane, nowNs));
    }

    @Override
    public KeptBook book(int instrumentId) {
        return groups.of(instrumentId).kept();
    }
}
