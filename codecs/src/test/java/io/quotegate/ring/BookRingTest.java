package io.quotegate.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.TreeBook;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookRingTest {
    private final BookTable table = new BookTable(4);
    private final BookRing ring = BookRing.ofCapacity(64 * 1024);
    private final BookPublisher publisher = new BookPublisher(ring, table);
    private final BookReader reader = table.reader();
    private final OrderBook book = new OrderBook(BookPush.MAX_DEPTH);
    private final BookPush change = new BookPush();
    private final BookPush read = new BookPush();
    private final Recorder recorder = new Recorder();

    /** A book of so many levels a side, published as new. */
    private void begin(int levels, long seq) {
        DepthUpdate all = new DepthUpdate();
        all.snapshot = true;
        for (int i = 0; i < levels; i++) {
            all.bids.add(100_000 - i, 2, 5 + i, 1);
            all.asks.add(100_001 + i, 2, 50 + i, 2);
        }
        book.apply(all);
        change.snapshot = true;
        publish(2, seq);
    }

    private void publish(int instrument, long seq) {
        change.instrumentId = instrument;
        change.seq = seq;
        publisher.publish(change, book);
    }

    /** Publishes that the sizes of so many levels of each side changed. */
    private void update(int bids, int asks, long seq) {
        change.snapshot = false;
        change.bids.clear();
        change.asks.clear();
        for (int i = 0; i < bids; i++) {
            change.bids.add(100_000 - i, 2, seq, 3);
        }
        for (int i = 0; i < asks; i++) {
            change.asks.add(100_001 + i, 2, seq, 3);
        }
        book.apply(change);
        publish(2, seq);
    }

    @Test
    void saysThatABookIsNewAndHasItBeside() {
        assertThat(reader.read(2, 400, read)).as("none yet").isFalse();
        BookReceiver receiver = ring.receiver();
        change.venue = Venue.BINANCE;
        change.stale = true;
        change.simulated = true;
        change.exchangeTimeNs = 123;
        change.receiveTimeNs = 456;
        begin(400, Long.MAX_VALUE);

        assertThat(receiver.poll(recorder, 10)).isOne();
        assertThat(recorder.heard).containsExactly("all of 2 at " + Long.MAX_VALUE);
        assertThat(reader.read(1, 400, read)).isFalse();
        assertThat(reader.read(2, 400, read)).isTrue();
        assertThat(read.snapshot).isTrue();
        assertThat(read.stale).isTrue();
        assertThat(read.simulated).isTrue();
        assertThat(read.instrumentId).isEqualTo(2);
        assertThat(read.venue).isEqualTo(Venue.BINANCE);
        assertThat(read.seq).isEqualTo(Long.MAX_VALUE);
        assertThat(read.exchangeTimeNs).isEqualTo(123);
        assertThat(read.receiveTimeNs).isEqualTo(456);
        assertThat(read.depth).isEqualTo(400);
        assertThat(TreeBook.shown(read.bids)).isEqualTo(TreeBook.bids(book, 400));
        assertThat(TreeBook.shown(read.asks)).isEqualTo(TreeBook.asks(book, 400));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 20, 399, 400})
    void tellsAsManyLevelsAsAreAskedFor(int depth) {
        begin(399, 1);
        reader.read(2, depth, read);
        assertThat(read.depth).isEqualTo(depth);
        assertThat(TreeBook.shown(read.bids)).isEqualTo(TreeBook.bids(book, depth));
        assertThat(TreeBook.shown(read.asks)).isEqualTo(TreeBook.asks(book, depth));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64, 127, 128, 129, 300, 400, 800})
    void handsOverAnUpdateOfAnySizeWhole(int levels) {
        begin(400, 7);
        BookReceiver receiver = ring.receiver();
        receiver.poll(recorder, 10);
        recorder.heard.clear();
        int bids = Math.min(400, levels);
        update(bids, levels - bids, 8);
        update(1, 1, 9);

        receiver.poll(recorder, 100);
        assertThat(recorder.heard)
                .containsExactly("2 from 7 to 8: " + bids + '+' + (levels - bids), "2 from 8 to 9: 1+1");
        assertThat(TreeBook.shown(recorder.last.bids)).containsExactly("1000.00 x 0.009");
        assertThat(TreeBook.shown(recorder.last.asks)).containsExactly("1000.01 x 0.009");
    }

    @Test
    void keepsALevelWhateverItsDigits() {
        BookReceiver receiver = ring.receiver();
        change.snapshot = false;
        change.bids.clear().add(Long.MAX_VALUE, 18, Long.MAX_VALUE, 0);
        change.asks.clear().add(1, 0, 0, 0).add(1, 18, 1, 18);
        publish(3, 1);
        receiver.poll(recorder, 10);
        assertThat(TreeBook.shown(recorder.last.bids)).containsExactly("9.223372036854775807 x 9223372036854775807");
        assertThat(TreeBook.shown(recorder.last.asks))
                .containsExactly("1 x 0", "0.000000000000000001 x 0.000000000000000001");
    }

    @Test
    void tellsThatABookIsStaleWithoutAnyLevel() {
        begin(3, 1);
        BookReceiver receiver = ring.receiver();
        receiver.poll(recorder, 10);
        change.stale = true;
        update(0, 0, 2);
        receiver.poll(recorder, 10);
        assertThat(recorder.last.stale).isTrue();
        assertThat(reader.read(2, 400, read)).isTrue();
        assertThat(read.stale).isTrue();
        assertThat(read.seq).isEqualTo(2);
        assertThat(read.bids.count()).isEqualTo(3);
    }

    @Test
    void neverHandsOverTheRestOfAnUpdateOfWhichItMissedTheBeginning() {
        begin(400, 1);
        update(400, 400, 2); // a reader starts with the record published last, here the last part
        BookReceiver late = ring.receiver();
        update(1, 0, 3);
        late.poll(recorder, 100);
        assertThat(recorder.heard).containsExactly("2 from 2 to 3: 1+0");
    }

    @Test
    void reportsALapAndGoesOnWithWhatIsNew() {
        begin(400, 1);
        BookReceiver receiver = ring.receiver();
        for (int seq = 2; seq < 100; seq++) {
            update(400, 400, seq);
        }
        receiver.poll(recorder, 10_000);
        assertThat(recorder.heard).startsWith("lapped");
        recorder.heard.clear();
        update(2, 1, 100);
        receiver.poll(recorder, 10);
        assertThat(recorder.heard).containsExactly("2 from 99 to 100: 2+1");
        assertThat(reader.read(2, 400, read)).isTrue();
        assertThat(read.seq).isEqualTo(100);
    }

    @Test
    void ringsADoorbellOncePerBatch() {
        List<Runnable> queued = new ArrayList<>();
        Doorbell doorbell = new Doorbell(queued::add, () -> {});
        publisher.addDoorbell(doorbell);
        publisher.announce();
        assertThat(queued).as("nothing published").isEmpty();
        begin(1, 1);
        update(1, 1, 2);
        publisher.announce();
        assertThat(queued).hasSize(1);
        doorbell.rearm();
        publisher.removeDoorbell(doorbell);
        update(1, 1, 3);
        publisher.announce();
        assertThat(queued).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 16_383, Integer.MAX_VALUE})
    void refusesACapacityItCannotHave(int bytes) {
        assertThatThrownBy(() -> BookRing.ofCapacity(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bytes: " + bytes);
    }

    @Test
    void hasRoomForSecondsOfAllPairs() {
        assertThat(BookRing.capacityFor(1)).isEqualTo(256 * 1024);
        assertThat(BookRing.capacityFor(300)).isEqualTo(8 * 1024 * 1024);
        assertThat(BookRing.capacityFor(1_000_000)).isEqualTo(1 << 30);
    }

    @Test
    void takesAsMuchMemoryForAPairAsIsSaid() {
        assertThat(BookTable.SLOT).isEqualTo(14_464);
    }

    @Test
    void hasReadersRecoverWhereTheWriterHasLostRecords() {
        BookReceiver receiver = ring.receiver();
        begin(3, 1);
        publisher.publishLost();
        update(1, 1, 9);
        receiver.poll(recorder, 10);
        assertThat(recorder.heard).hasSize(3).element(1).isEqualTo("lapped");
    }

    @Test
    void leavesStaleWhatIsThereWhenAllIsNumberedAnew() {
        BookReceiver receiver = ring.receiver();
        begin(3, 81_234);
        publisher.renumber();
        assertThat(reader.read(2, 400, read)).isTrue();
        assertThat(read.seq).isZero();
        assertThat(read.stale).isTrue();
        assertThat(read.bids.count()).isEqualTo(3);
        assertThat(reader.read(1, 400, read)).as("never told").isFalse();
        receiver.poll(recorder, 10);
        assertThat(recorder.heard).containsExactly("all of 2 at 81234", "numbered anew");
    }

    @Test
    void readsWhatIsSentToAnotherMachine() {
        begin(0, 1);
        update(2, 3, 17);
        change.venue = Venue.BINANCE;
        UnsafeBuffer sent = new UnsafeBuffer(new byte[BookLayout.length(change)]);
        BookLayout.put(sent, change);
        assertThat(BookLayout.isWhole(sent)).isTrue();
        BookLayout.read(sent, read);
        assertThat(read.instrumentId).isEqualTo(2);
        assertThat(read.seq).isEqualTo(17);
        assertThat(read.bids.count()).isEqualTo(2);
        assertThat(read.asks.count()).isEqualTo(3);
        assertThat(read.asks.price(2)).isEqualTo(change.asks.price(2));
        assertThat(read.asks.sizePlaces(2)).isEqualTo(change.asks.sizePlaces(2));
    }

    @Test
    void takesNothingForABookThatIsNone() {
        update(2, 3, 17);
        UnsafeBuffer whole = new UnsafeBuffer(new byte[BookLayout.length(change)]);
        BookLayout.put(whole, change);
        assertThat(BookLayout.isWhole(new UnsafeBuffer(whole, 0, whole.capacity() - 1)))
                .as("cut")
                .isFalse();
        assertThat(BookLayout.isWhole(new UnsafeBuffer(whole, 0, 1)))
                .as("hardly begun")
                .isFalse();
        for (int at : new int[] {BookLayout.VENUE_OFFSET, BookLayout.BIDS_OFFSET + 1, BookLayout.ASKS_OFFSET + 1}) {
            UnsafeBuffer damaged = new UnsafeBuffer(whole.byteArray().clone());
            damaged.putByte(at, (byte) 0x7F);
            assertThat(BookLayout.isWhole(damaged)).as("at %d", at).isFalse();
            damaged.putByte(at, (byte) 0xFF);
            assertThat(BookLayout.isWhole(damaged)).as("at %d", at).isFalse();
        }
    }

    private static final class Recorder implements BookConsumer {
        final List<String> heard = new ArrayList<>();
        BookPush last = new BookPush();

        @Override
        public void onSnapshot(int instrumentId, long seq) {
            heard.add("all of " + instrumentId + " at " + seq);
        }

        @Override
        public void onUpdate(BookPush update) {
            last = update;
            heard.add(update.instrumentId + " from " + update.prevSeq + " to " + update.seq + ": " + update.bids.count()
                    + '+' + update.asks.count());
        }

        @Override
        public void onLapped() {
            heard.add("lapped");
        }

        @Override
        public void onBooksRenumbered() {
            heard.add("numbered anew");
        }
    }
}
