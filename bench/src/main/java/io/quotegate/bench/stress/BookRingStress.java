package io.quotegate.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookReader;
import io.quotegate.ring.BookReceiver;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A small ring and a writer that goes round it more than once with updates in parts: a reader that keeps a book from it, and
 * from the table whenever it is told to, never has one that is torn, and no update is missed without a lap.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "every book was one that was, and nothing was missed silently")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a torn book (first), or an update missed without a lap (second)")
@State
public class BookRingStress {
    private static final int UPDATES = 12;
    private static final int LEVELS = 200;

    private final BookTable table = new BookTable(1);
    private final BookRing ring = BookRing.ofCapacity(32 * 1024);
    private final BookPublisher publisher = new BookPublisher(ring, table);
    private final BookReceiver receiver = ring.receiver();

    @Actor
    public void writer() {
        OrderBook book = new OrderBook(BookPush.MAX_DEPTH);
        BookPush change = new BookPush();
        for (int seq = 1; seq <= UPDATES; seq++) {
            change.snapshot = seq == 1;
            change.seq = seq;
            change.bids.clear();
            for (int i = 0; i < LEVELS; i++) {
                change.bids.add(1000 - i, 0, seq, 0);
            }
            book.apply(change);
            publisher.publish(change, book);
        }
    }

    @Actor
    public void reader(II_Result r) {
        Keeper keeper = new Keeper(table.reader());
        for (int i = 0; i < UPDATES; i++) {
            receiver.poll(keeper, 4);
        }
        r.r1 = keeper.torn;
        r.r2 = keeper.missedSilently;
    }

    private static final class Keeper implements BookConsumer {
        private final BookReader reader;
        private final OrderBook book = new OrderBook(BookPush.MAX_DEPTH);
        private final BookPush read = new BookPush();
        private long seq;
        private int torn;
        private int missedSilently;

        Keeper(BookReader reader) {
            this.reader = reader;
        }

        @Override
        public void onSnapshot(int instrumentId, long newSeq) {
            onLapped();
        }

        @Override
        public void onLapped() {
            if (reader.read(0, BookPush.MAX_DEPTH, read)) {
                take(read);
            }
        }

        @Override
        public void onUpdate(BookPush update) {
            if (update.seq > seq) {
                missedSilently += update.prevSeq == seq ? 0 : 1;
                take(update);
            }
        }

        private void take(BookPush push) {
            seq = push.seq;
            book.apply(push);
            boolean whole = book.bids().depth() == LEVELS;
            for (int i = 0; i < LEVELS && whole; i++) {
                whole = book.bids().size(i) == seq;
            }
            torn += whole ? 0 : 1;
        }
    }
}
