package io.quotegate.service.books;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookReader;
import io.quotegate.ring.BookTable;

/** The newest books. Any thread; what is answered is the thread's until it asks again. */
public final class BookService {
    private final Instruments instruments;
    private final ThreadLocal<Place> places;

    /** What a thread reads with, and into. */
    private record Place(BookReader reader, BookPush book) {}

    public BookService(Instruments instruments, BookTable table) {
        this.instruments = instruments;
        places = ThreadLocal.withInitial(() -> new Place(table.reader(), new BookPush()));
    }

    public Instruments instruments() {
        return instruments;
    }

    /** The best levels of the book of the pair spelled {@code symbol}, {@code depth} of each side at most, as a snapshot. */
    public Outcome<BookPush> book(String symbol, int depth) {
        Instrument pair = instruments.findAsSpelled(symbol);
        if (pair == null) {
            return Outcome.refused(symbol.isEmpty() ? Refusal.NO_PAIR : Refusal.unknownPair(symbol, instruments));
        }
        Place place = places.get();
        return place.reader().read(pair.id(), depth, place.book())
                ? Outcome.of(place.book())
                : Outcome.refused(new Refusal(ErrorCode.NO_DATA, "no book of " + pair.symbol() + " yet"));
    }
}
