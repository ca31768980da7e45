package io.quotegate.feed;

import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.pair.SwitchLog;
import io.quotegate.feed.pair.SwitchReasons;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.TradeUpdate;
import io.quotegate.ring.QuotePublisher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides, pair by pair, which venue is served, and is the only writer of the ring. All venues stay connected. A pair
 * is taken from the most preferred venue that is healthy, as far as the connection goes that brings the pair:
 *
 * <ul>
 *   <li>away from a venue at once when that is disconnected or stale, and when it is silent on the pair while another
 *       moves;
 *   <li>back to a better venue once it has been healthy for {@code feeds.fail-back-after}; without that wait if it has
 *       not failed in this process, and when nothing better is up.
 * </ul>
 *
 * A venue whose prices of a pair disagree with those of the venue that serves it never takes over. While no venue serves a pair, its last quote stands, published once more as stale. Confined to the feed loop.
 */
final class FeedArbiter {
    private static final int NONE = -1;

    private final Instruments instruments;
    private final QuotePublisher publisher;
    private final ServingListener serving;
    private final FeedClock clock;
    private final long pairStaleAfterNs;
    private final long maxClockSkewNs;
    private final SwitchLog log;
    private final PriceWatch prices;
    private final List<VenueBook> books = new ArrayList<>(); // the best first
    private final SwitchReasons reasons;

    private final int[] active; // by instrument: index into books, or NONE before the first quote
    private final boolean[] stale; // by instrument, as published last
    private final long[] seq; // by instrument, as published last
    private final long[] tradeSeq; // by instrument, of its active venue's trades, as published last

    private int count; // of instruments, served or not

    /** @param serving hears which venue each pair is served from */
    FeedArbiter(
            Instruments instruments,
            FeedSettings settings,
            QuotePublisher publisher,
            ServingListener serving,
            FeedClock clock) {
        this.instruments = instruments;
        this.publisher = publisher;
        this.serving = serving;
        this.clock = clock;
        this.pairStaleAfterNs = settings.pairStaleAfter().toNanos();
        this.maxClockSkewNs = settings.maxClockSkew().toNanos();
        int capacity = instruments.capacity();
        count = instruments.count();
        log = new SwitchLog(instruments);
        prices = new PriceWatch(capacity, log, this::status);
        reasons = new SwitchReasons(books, settings.pairStaleAfter(), settings.failBackAfter(), capacity);
        active = new int[capacity];
        stale = new boolean[capacity];
        seq = new long[capacity];
        tradeSeq = new long[capacity];
        Arrays.fill(active, NONE);
    }

    /** Adds the next venue in order of preference and returns where its decoder reports to. */
    VenueBook addVenue(VenueEndpoint endpoint, VenueStats stats) {
        VenueBook book = new VenueBook(endpoint.venue(), endpoint.simulated(), stats, this, count);
        instruments
                .on(endpoint.venue())
                .forEach(pair -> book.groups().join(pair.id(), book.groups().first()));
        books.add(book);
        return book;
    }

    /**
     * Other pairs are served than before, or by other names. The last quote of one that is not served any more is published
     * once more as stale, and an event says so; it has the numbers it had if it comes back.
     */
    void relist(Instruments.Change change) {
        count = instruments.count();
        books.forEach(book -> book.know(count));
        change.ended().forEach(pair -> end(pair.id()));
        for (VenueBook book : books) {
            for (Instrument pair : change.on(book.venue()).removed()) {
                book.forget(pair.id());
                goes(book, pair.id(), clock.monotonicNs());
            }
        }
        change.begun().forEach(pair -> tell(StatusType.RECOVERED, pair.id(), StatusReason.PAIR_ADDED));
    }

    private void end(int id) {
        if (active[id] != NONE && !stale[id]) {
            stale[id] = true;
            publish(id);
        }
        tell(StatusType.GAP, id, StatusReason.PAIR_REMOVED);
        serving.onUnserved(id);
        active[id] = NONE;
        stale[id] = false;
        reasons.forget(id);
    }

    /** Tells of a pair itself, by the venue that serves it, or would. */
    private void tell(StatusType type, int id, StatusReason reason) {
        if (!books.isEmpty()) {
            status(type, books.get(Math.max(0, active[id])), id, reason);
        }
    }

    /** How many pairs are known, served or not. */
    int count() {
        return count;
    }

    long pairStaleAfterNs() {
        return pairStaleAfterNs;
    }

    long maxClockSkewNs() {
        return maxClockSkewNs;
    }

    /** A pair comes from a venue again. */
    void comes(VenueBook book, int id, long nowNs) {
        if (book.serves(id)) {
            choose(id, nowNs);
            serveAgain(id);
        }
    }

    /** A pair does not come from a venue any more. */
    void goes(VenueBook book, int id, long nowNs) {
        if (active[id] != NONE && books.get(active[id]) == book) {
            leave(book, id, nowNs);
        }
    }

    /** Serves a pair from another venue than {@code book}, or as stale where there is none. */
    private void leave(VenueBook book, int id, long nowNs) {
        choose(id, nowNs);
        if (books.get(active[id]) == book) {
            turnStale(id);
        }
    }

    private void turnStale(int id) {
        if (!stale[id]) {
            stale[id] = true;
            log.unserved(id);
            publish(id);
            serving.onUnserved(id);
        }
    }

    /** A venue's quote of a pair is no longer believed. */
    void onDoubt(VenueBook book, int id, StatusReason reason, long nowNs) {
        status(StatusType.GAP, book, id, reason);
        goes(book, id, nowNs);
    }

    /** A venue quoted a pair, {@code changed} or only repeated. */
    void onQuote(VenueBook book, int id, boolean changed, long nowNs) {
        if (active[id] != NONE && books.get(active[id]) == book) {
            if (stale[id] && book.serves(id)) {
                serveAgain(id);
            } else if (changed) {
                publish(id);
            }
        } else {
            choose(id, nowNs);
        }
    }

    /** A venue told its first last price of a pair, without which those who ask for a price by name get none. */
    void onFirstLast(VenueBook book, int id) {
        if (active[id] != NONE && books.get(active[id]) == book) {
            publish(id);
        }
    }

    /** A venue traded a pair. Trades of every venue are published, the active one's numbered. */
    void onTrade(VenueBook book, TradeUpdate trade, long receivedNs) {
        int id = trade.instrumentId;
        boolean leads = leads(book, id);
        if (leads) {
            tradeSeq[id]++;
        }
        publisher.trade().set(trade).origin(book.venue(), trade.takerBuys, leads);
        publisher.trade().seq(tradeSeq[id]).receiveTimeNs(receivedNs);
        publisher.publishTrade();
    }

    /** Whether a pair is served from {@code book}; where nobody has quoted it yet, the best venue that sends leads. */
    private boolean leads(VenueBook book, int id) {
        if (active[id] != NONE) {
            return books.get(active[id]) == book;
        }
        for (int i = 0; i < books.size(); i++) {
            if (books.get(i).health(id).isLive()) {
                return books.get(i) == book;
            }
        }
        return false;
    }

    /** Something a venue sent for a pair did not reach us. */
    void onGap(VenueBook book, int id, StatusReason reason) {
        status(StatusType.GAP, book, id, reason);
    }

    /** The venue does not serve a pair. */
    void onRefused(VenueBook book, int id) {
        if (book.stats().refusedPairs.add(id)) {
            status(StatusType.GAP, book, id, StatusReason.REFUSED);
        }
    }

    /** Wakes the readers of the ring, if anything was published since. */
    void announce() {
        publisher.announce();
        serving.announce();
        log.flush(clock.monotonicNs());
    }

    /** All venues are about to be left: nobody is told any more what that does to pairs. */
    void end() {
        log.end();
    }

    /** Looks at what only time changes: silent pairs, and better venues that have been healthy long enough. */
    void tick(long nowNs) {
        books.forEach(book -> book.onTime(nowNs));
        boolean compare = prices.isDue(nowNs);
        for (int id = 0; id < count; id++) {
            if (active[id] != NONE) {
                if (compare) {
                    prices.compare(id, books.get(active[id]), books, nowNs);
                }
                choose(id, nowNs);
            }
        }
    }

    /** Switches a pair if another venue should serve it. */
    private void choose(int id, long nowNs) {
        int current = active[id];
        boolean currentServes = current != NONE && books.get(current).serves(id);
        for (int i = 0; i < books.size(); i++) {
            if (i == current || !books.get(i).serves(id)) {
                continue;
            }
            StatusReason reason =
                    currentServes ? reasons.toPrefer(i, current, id, nowNs) : reasons.toLeave(current, id);
            if (reason != null && current != NONE && prices.isOtherCoin(id, books.get(current), books.get(i))) {
                if (reason == StatusReason.PAIR_STALE) {
                    turnStale(id);
                }
            } else if (reason != null) {
                switchTo(id, i, reason);
                return;
            }
        }
    }

    private void switchTo(int id, int index, StatusReason reason) {
        int previous = active[id];
        active[id] = index;
        reasons.switched(id, reason);
        if (previous != NONE) {
            books.get(previous).stats().switchesAway.increment(reason);
            log.switched(id, books.get(previous).venue(), books.get(index).venue(), reason);
            status(StatusType.SWITCH, books.get(index), id, reason);
        }
        if (stale[id]) {
            serveAgain(id);
        } else {
            publish(id);
            serving.onServed(id, books.get(index).venue());
        }
    }

    /** Ends the staleness of a pair, if it is stale and its venue serves it. */
    private void serveAgain(int id) {
        if (stale[id] && books.get(active[id]).serves(id)) {
            stale[id] = false;
            status(StatusType.RECOVERED, books.get(active[id]), id, StatusReason.RESUMED);
            log.servedAgain(id, books.get(active[id]).venue());
            publish(id);
            serving.onServed(id, books.get(active[id]).venue());
        }
    }

    private void publish(int id) {
        VenueBook book = books.get(active[id]);
        QuoteFlyweight quote = publisher.quote();
        book.pair(id).copyTo(quote);
        quote.instrumentId(id).seq(++seq[id]).venue(book.venue());
        quote.flags(stale[id], book.origin().isSimulated());
        publisher.publishQuote();
        serving.onQuote(quote);
    }

    /** Tells of an event. */
    void status(StatusType type, VenueBook book, int id, StatusReason reason) {
        publisher.status().set(type, book.venue(), id, reason, clock.epochNs());
        publisher.publishStatus();
    }
}
