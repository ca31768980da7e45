package io.quotegate.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writer at full speed against a reader on another thread that keeps a book of its own: it is never another one. */
@Timeout(120)
class BookRingThreadsTest {
    private static final long UPDATES = 20_000;
    private static final int LEVELS = 200;

    private final BookTable table = new BookTable(1);
    private final BookRing ring = BookRing.ofCapacity(64 * 1024);

    @Test
    void aReaderThatIsLappedAgainAndAgainAlwaysHasABookThatWas() throws InterruptedException {
        KeepingReader keeper = new KeepingReader(ring.receiver(), table.reader());
        Thread thread = new Thread(() -> keeper.runUntil(UPDATES));
        thread.start();
        BookPublisher publisher = new BookPublisher(ring, table);
        OrderBook book = new OrderBook(BookPush.MAX_DEPTH);
        BookPush change = new BookPush();
        for (long seq = 1; seq <= UPDATES; seq++) {
            change.snapshot = seq % 1000 == 1;
            change.seq = seq;
            change.receiveTimeNs = seq;
            fill(change.bids.clear(), seq);
            fill(change.asks.clear(), -seq);
            book.apply(change);
            publisher.publish(change, book);
        }
        thread.join();

        assertThat(keeper.wrong).isZero();
        assertThat(keeper.missed)
                .as("updates that did not follow, without a lap")
                .isZero();
        assertThat(keeper.seq).isEqualTo(UPDATES);
    }

    /** Every level has the number of the book as its size, so that two books cannot be mixed. */
    private static void fill(DepthLevels side, long seq) {
        for (int i = 0; i < LEVELS; i++) {
            side.add(seq > 0 ? 1000 - i : 1001 + i, 0, Math.abs(seq), 0);
        }
    }

    private static final class KeepingReader implements BookConsumer {
        private final BookReceiver receiver;
        private final BookReader reader;
        private final OrderBook book = new OrderBook(BookPush.MAX_DEPTH);
        private final BookPush read = new BookPush();
        private long seq;
        private long wrong;
        private long missed;

        KeepingReader(BookReceiver receiver, BookReader reader) {
            this.receiver = receiver;
            this.reader = reader;
        }

        void runUntil(long last) {
            while (seq < last) {
                if (receiver.poll(this, 64) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void onSnapshot(int instrumentId, long newSeq) {
            recover();
            wrong += seq >= newSeq ? 0 : 1;
        }

        @Override
        public void onLapped() {
            recover();
        }

        private void recover() {
            if (reader.read(0, BookPush.MAX_DEPTH, read)) {
                wrong += read.seq >= seq && read.receiveTimeNs == read.seq ? 0 : 1;
                seq = read.seq;
                book.apply(read);
                check();
            }
        }

        @Override
        public void onUpdate(BookPush update) {
            if (update.seq > seq) {
                missed += update.prevSeq == seq ? 0 : 1;
                seq = update.seq;
                book.apply(update);
                check();
            }
        }

        private void check() {
            boolean right = book.bids().depth() == LEVELS && book.asks().depth() == LEVELS;
            for (int i = 0; i < LEVELS && right; i++) {
                right = book.bids().size(i) == seq && book.asks().size(i) == seq;
            }
            wrong += right ? 0 : 1;
        }
    }
}
