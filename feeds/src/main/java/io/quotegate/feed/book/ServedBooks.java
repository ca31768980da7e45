package io.quotegate.feed.book;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookDifference;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookPublisher;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which book of a pair is served: that of the venue which serves the pair's quotes, as soon as it is one. Where it is not, or
 * the venue is asked for quotes of the pair by another name than for its book, the last one stands as stale. The only writer of
 * the ring of books. Confined to the feed loop.
 */
public final class ServedBooks implements ServingListener {
    private final Map<Venue, Source> sources = new EnumMap<>(Venue.class);
    private final @Nullable ServedBook[] served; // by instrument, of those that ever were
    private final @Nullable Source[] chosen; // by instrument: whose book is to be served, null for nobody's
    private final Instruments instruments;
    private final BookPublisher publisher;
    private final Events events;
    private final long maxClockSkewNs;
    private final LongSupplier monotonicNs;
    private final BookDivergence divergence;
    private final BookDifference difference = new BookDifference();
    private final BookPush push = new BookPush();
    private final Decimal bid = new Decimal();
    private final Decimal ask = new Decimal();

    /** Hears what people are told of books. */
    @FunctionalInterface
    public interface Events {
        /** A book that is served is no longer believed. */
        void onGap(Venue venue, int instrumentId);
    }

    /**
     * Books that have not begun.
     *
     * @param maxClockSkewNs a venue's time further ahead of ours is not believed
     * @param monotonicNs    the clock of the feed loop
     */
    public ServedBooks(
            Instruments instruments,
            BookPublisher publisher,
            Events events,
            long maxClockSkewNs,
            LongSupplier monotonicNs) {
        this.instruments = instruments;
        this.monotonicNs = monotonicNs;
        this.publisher = publisher;
        this.events = events;
        this.maxClockSkewNs = maxClockSkewNs;
        served = new ServedBook[instruments.capacity()];
        chosen = new Source[instruments.capacity()];
        divergence = new BookDivergence(instruments.capacity());
    }

    /** The books of one venue. */
    private final class Source implements BookListener {
        final Venue venue;
        final BooleanSupplier simulated;
        final BookStats stats;
        final @Nullable KeptBook[] books = new KeptBook[served.length]; // that ever were
        final Map<Integer, String> names; // by instrument, by which the venue is asked for books

        Source(Venue venue, BooleanSupplier simulated, BookStats stats) {
            this.venue = venue;
            this.simulated = simulated;
            this.stats = stats;
            names = instruments.on(venue).stream()
                    .collect(Collectors.toMap(
                            Instrument::id,
                            pair -> String.valueOf(pair.nameOn(venue)),
                            (one, other) -> one,
                            HashMap::new));
        }

        /** Whether its book of a pair is of the market that its quotes are of: venues may be asked for these by other names. */
        boolean has(int id) {
            return Objects.equals(names.get(id), instruments.byId(id).nameOn(venue));
        }

        void relist(Instruments.Change change) {
            for (Instrument pair : change.removed()) {
                names.remove(pair.id());
                books[pair.id()] = null;
                if (chosen[pair.id()] == this) {
                    turnStale(pair.id());
                }
            }
            change.added().forEach(pair -> names.put(pair.id(), String.valueOf(pair.nameOn(venue))));
        }

        @Override
        public void onChange(KeptBook book, DepthUpdate change) {
            int id = book.instrumentId();
            if (books[id] == null) {
                books[id] = book;
            }
            if (chosen[id] == this) {
                tell(this, book);
                if (divergence.onChange(book, monotonicNs.getAsLong())) {
                    stats.divergences.increment();
                }
            }
        }

        @Override
        public void onStale(KeptBook book, BookFault fault) {
            stats.faults(fault).increment();
            int id = book.instrumentId();
            ServedBook told = served[id];
            if (chosen[id] == this && told != null && !told.isStale()) {
                told.turnStale();
                events.onGap(venue, id);
            }
        }
    }

    /** Adds the books of {@code venue} and returns who is to hear of them. */
    public BookListener addVenue(Venue venue, BooleanSupplier simulated, BookStats stats) {
        Source source = new Source(venue, simulated, stats);
        sources.put(venue, source);
        return source;
    }

    /**
     * Venues are asked for the books of other pairs than before, or by other names, which is to happen after this; what was
     * known of these before is forgotten.
     */
    public void relist(Instruments.Change change) {
        sources.values().forEach(source -> source.relist(change.on(source.venue)));
    }

    @Override
    public void onServed(int instrumentId, Venue venue) {
        Source its = sources.get(venue);
        Source source = its != null && its.has(instrumentId) ? its : null;
        if (source == chosen[instrumentId]) {
            return;
        }
        chosen[instrumentId] = source;
        divergence.onOther(instrumentId);
        KeptBook book = source == null ? null : source.books[instrumentId];
        if (source != null && book != null && !book.isStale()) {
            begin(source, book);
        } else {
            turnStale(instrumentId);
        }
    }

    @Override
    public void onUnserved(int instrumentId) {
        chosen[instrumentId] = null;
        turnStale(instrumentId);
    }

    private void turnStale(int instrumentId) {
        ServedBook told = served[instrumentId];
        if (told != null) {
            told.turnStale();
        }
    }

    private void tell(Source source, KeptBook book) {
        ServedBook told = served[book.instrumentId()];
        if (told == null || told.isStale()) {
            begin(source, book);
        } else {
            told.change(book, believedTimeNs(book));
        }
    }

    private void begin(Source source, KeptBook book) {
        int id = book.instrumentId();
        ServedBook told = served[id];
        if (told == null) {
            told = new ServedBook(id, publisher, difference, push);
            served[id] = told;
        }
        told.begin(book, source.venue, source.simulated.getAsBoolean(), believedTimeNs(book));
    }

    private long believedTimeNs(KeptBook book) {
        return book.exchangeTimeNs() - book.receiveTimeNs() <= maxClockSkewNs ? book.exchangeTimeNs() : 0;
    }

    /** Holds the book against it. */
    @Override
    public void onQuote(QuoteFlyweight quote) {
        int id = quote.instrumentId();
        Source source = chosen[id];
        KeptBook book = source == null ? null : source.books[id];
        if (source != null && book != null) {
            quote.readValue(QuoteLayout.BID, bid);
            quote.readValue(QuoteLayout.ASK, ask);
            if (divergence.onTop(book, bid, ask, monotonicNs.getAsLong())) {
                source.stats.divergences.increment();
            }
        }
    }

    /** Wakes the readers of books, if anything was published since. */
    @Override
    public void announce() {
        publisher.announce();
    }
}
