package io.quotegate.bench.wire.server;

import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.SplittableRandom;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.SystemEpochNanoClock;

/**
 * Makes the updates of books that a peer publishes: the gateway's own encoder, as many levels as simulated books 20 levels
 * deep change of in a tenth of a second. Confined to its owner's thread.
 */
final class BookMaker implements PushMaker {
    private static final int CHANGES = 6; // a side
    private static final long TOP = 637_072;
    private static final int PRICE_PLACES = 1;
    private static final int SIZE_PLACES = 8;
    private static final int DEPTH = 20;

    private final EpochNanoClock clock = new SystemEpochNanoClock();
    private final JsonMessageEncoder encoder;
    private final long[] seqs;
    private final SplittableRandom random = new SplittableRandom(1);
    private final BookPush book = new BookPush();

    private int pair;

    BookMaker(List<String> symbols) {
        encoder = new JsonMessageEncoder(Instruments.of(symbols));
        seqs = new long[symbols.size()];
        book.venue = Venue.OKX;
        book.depth = DEPTH;
        book.simulated = true;
    }

    /** Of one pair after the other. */
    @Override
    public void next(ByteWriter out) {
        pair = (pair + 1) % seqs.length;
        book.instrumentId = pair;
        book.prevSeq = seqs[pair];
        book.seq = ++seqs[pair];
        book.receiveTimeNs = clock.nanoTime();
        book.exchangeTimeNs = book.receiveTimeNs;
        levels(book.bids.clear(), -1);
        levels(book.asks.clear(), 1);
        encoder.bookPush(out, book);
    }

    private void levels(DepthLevels side, int away) {
        for (int i = 0; i < CHANGES; i++) {
            long price = TOP + away * (1 + 3L * i + random.nextInt(3));
            boolean gone = random.nextInt(CHANGES) == 0;
            side.add(price, PRICE_PLACES, gone ? 0 : 1 + random.nextLong(10_000_000), gone ? 0 : SIZE_PLACES);
        }
    }
}
