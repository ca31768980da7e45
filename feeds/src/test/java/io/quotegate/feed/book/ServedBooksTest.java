package io.quotegate.feed.book;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookReader;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedBooksTest {
    private final Instruments instruments = Instruments.of(List.of("BTC-USDT"));
    private final BookTable table = new BookTable(instruments.capacity());
    private final BookReader reader = table.reader();
    private final BookPush read = new BookPush();
    private final ServedBooks served = new ServedBooks(
            instruments,
            new BookPublisher(BookRing.ofCapacity(64 * 1024), table),
            (venue, instrumentId) -> {},
            0,
            () -> 0);
    private final KeptBook okx =
            new KeptBook(0, new OrderBook(8), served.addVenue(Venue.OKX, () -> false, new BookStats()));

    /** OKX tells a book whose best bid is {@code bid}. */
    private void tell(long bid) {
        DepthUpdate levels = new DepthUpdate();
        levels.snapshot = true;
        levels.bids.add(bid, 0, 1, 0);
        okx.take(levels, 7, 0);
        okx.tell(levels);
    }

    private boolean isStale() {
        assertThat(reader.read(0, 1, read)).isTrue();
        return read.stale;
    }

    @Test
    void servesNoBookOfAMarketThatQuotesAreNoLongerOf() {
        tell(100);
        served.onServed(0, Venue.OKX);
        assertThat(isStale()).isFalse();

        instruments.serve(List.of("BTC-USDT okx=XBT-USDT"));
        served.onUnserved(0); // as the arbiter leaves a venue that calls the pair otherwise
        served.onServed(0, Venue.OKX);
        assertThat(isStale()).isTrue();
        tell(101);
        assertThat(isStale()).as("a change of the book of the old name").isTrue();
        assertThat(read.bids.price(0)).isEqualTo(100);

        instruments.serve(List.of("BTC-USDT"));
        served.onUnserved(0);
        served.onServed(0, Venue.OKX);
        assertThat(isStale()).isFalse();
        assertThat(read.bids.price(0)).isEqualTo(101);
    }
}
