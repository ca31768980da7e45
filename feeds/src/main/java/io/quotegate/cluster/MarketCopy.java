package io.quotegate.cluster;

import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.Rings;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Copies what the feed node that is followed publishes into the rings of this process, of which it is the only writer, with
 * the numbers that the feed node gave. Confined to the thread that reads.
 */
final class MarketCopy {
    private final Instruments instruments;
    private final Rings rings;
    private final boolean takesBooks;
    private final LongSupplier epochNs;
    private final BookCopies books;
    private final BitSet silenced = new BitSet(); // pairs that are stale only because no feed node is heard
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    private boolean silent; // no feed node is heard
    private boolean ordered; // from now on every quote is there, in their order
    private long number; // of the newest quote, among all
    private List<Venue> live = List.of(); // the venues of the feed node that is followed
    private boolean begun;

    /** @param takesBooks whether books come here at all */
    MarketCopy(Instruments instruments, Rings rings, boolean takesBooks, LongSupplier epochNs) {
        this.takesBooks = takesBooks;
        this.instruments = instruments;
        this.rings = rings;
        this.epochNs = epochNs;
        books = new BookCopies(rings.bookPublisher(), instruments.capacity());
    }

    /**
     * From now on another feed node is followed, or the first one. Whoever reads the rings forgets the numbers of the one
     * before when it comes there, and answers by its instance until then.
     */
    void begin(KnownNode node) {
        hear(node);
        silenced.clear();
        silent = false;
        ordered = false;
        number = 0;
        if (begun) {
            rings.bookPublisher().renumber();
            books.begin();
        }
        rings.publisher().begin(node.epoch().toString());
        if (begun) {
            tell(StatusType.SWITCH, StatusReason.FEED_NODE);
        }
        begun = true;
        node.lose(ClusterStream.QUOTES); // what came of it before was not taken
        if (takesBooks) {
            node.lose(ClusterStream.BOOKS);
        }
        for (int id = 0; id < instruments.count(); id++) {
            if (node.newest().read(id, scratch)) {
                onQuote(scratch);
            }
        }
    }

    /** Whether what is lost of {@code stream} is missing here. */
    boolean takes(ClusterStream stream) {
        return takesBooks || stream != ClusterStream.BOOKS;
    }

    /** The feed node that is followed says which of its venues send. */
    void hear(KnownNode node) {
        live = node.venues().stream()
                .filter(VenueReport::live)
                .map(VenueReport::venue)
                .toList();
    }

    /** Of the first venue that sends: an event has one. */
    private void tell(StatusType type, StatusReason reason) {
        tell(type, live.isEmpty() ? Venue.OKX : live.get(0), reason);
    }

    private void tell(StatusType type, Venue venue, StatusReason reason) {
        rings.publisher().status().set(type, venue, StatusFlyweight.NO_INSTRUMENT, reason, epochNs.getAsLong());
        rings.publisher().publishStatus();
    }

    /** A quote that is newer than what is known of its pair. */
    void onQuote(QuoteFlyweight quote) {
        silenced.clear(quote.instrumentId());
        boolean late = quote.number() <= number; // of a pair that was not served here
        number = Math.max(number, quote.number());
        if (ordered && late) {
            rings.publisher().breakOrder();
            put(quote);
            rings.publisher().beginOrder(number);
        } else {
            put(quote);
        }
    }

    private void put(QuoteFlyweight quote) {
        rings.publisher().numberedAfter(number - 1);
        rings.publisher().quote().set(quote);
        rings.publisher().publishQuote();
    }

    /**
     * An image has come of which nothing was lost: what comes from now on is all there is, and what it did not change is as
     * it was.
     */
    void onImage(ClusterStream of) {
        if (of == ClusterStream.BOOKS && !silent) {
            books.endSilence();
        } else if (of == ClusterStream.QUOTES) {
            onQuotesImage();
        }
    }

    private void onQuotesImage() {
        if (!silent) {
            sayAgain();
        }
        if (!ordered) {
            ordered = true;
            rings.publisher().beginOrder(number);
        }
    }

    private void breakOrder() {
        ordered = false;
        rings.publisher().breakOrder();
    }

    void onTrade(TradeFlyweight trade) {
        rings.publisher().trade().set(trade);
        rings.publisher().publishTrade();
    }

    /** An event of the feed node, of the pair numbered {@code id} here, or of none. */
    void onStatus(StatusFlyweight event, int id) {
        rings.publisher().status().set(event.type(), event.venue(), id, event.reason(), event.timeNs());
        rings.publisher().publishStatus();
    }

    /** A book, or what changed of it; false if an image of it is needed. */
    boolean onBook(BookPush push) {
        return books.take(push);
    }

    /** Whether books are so far behind that a feed node which is silent for as long is not heard: they stand as stale. */
    void onLateness(boolean late, KnownNode node) {
        if (late) {
            books.silence();
        } else if (!silent && !node.wants(ClusterStream.BOOKS)) {
            books.endSilence();
        }
    }

    /** Records of {@code stream} did not arrive. That it is told last keeps a reader that begins from taking it for its own. */
    void onLost(ClusterStream stream) {
        if (stream == ClusterStream.BOOKS) {
            rings.bookPublisher().publishLost();
        } else {
            if (stream == ClusterStream.QUOTES) {
                breakOrder();
            }
            rings.publisher().publishLost();
        }
        tell(StatusType.GAP, StatusReason.RECORDS_LOST);
    }

    /** No feed node is heard: what is known stands as stale. */
    void silence() {
        silent = true;
        breakOrder(); // what is said below is said here alone
        live.forEach(venue -> tell(StatusType.VENUE_DOWN, venue, StatusReason.FEED_SILENT));
        for (int id = 0; id < instruments.count(); id++) {
            if (rings.topOfBook().read(id, scratch) && !scratch.stale()) {
                silenced.set(id);
                put(scratch.flags(true, scratch.simulated()));
            }
        }
        books.silence();
    }

    /**
     * The one that was followed is heard again. Was it only a pause, what is known is true; if something was lost
     * meanwhile it may be old, and stays stale until an image says what it is.
     */
    void endSilence(KnownNode node) {
        silent = false;
        breakOrder();
        live.forEach(venue -> tell(StatusType.VENUE_UP, venue, StatusReason.RESUMED));
        if (node.isWhole(ClusterStream.QUOTES)) {
            sayAgain();
        }
        if (node.isWhole(ClusterStream.BOOKS)) {
            books.endSilence();
        } else if (takesBooks) {
            node.want(ClusterStream.BOOKS);
        }
    }

    private void sayAgain() {
        for (int id = silenced.nextSetBit(0); id >= 0; id = silenced.nextSetBit(id + 1)) {
            if (rings.topOfBook().read(id, scratch) && scratch.stale()) {
                put(scratch.flags(false, scratch.simulated()));
            }
        }
        silenced.clear();
    }

    /** Wakes the readers of the rings. */
    void announce() {
        rings.publisher().announce();
        rings.bookPublisher().announce();
    }
}
