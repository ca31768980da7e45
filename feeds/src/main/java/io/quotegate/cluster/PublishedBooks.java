package io.quotegate.cluster;

import io.quotegate.market.Instruments;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookLayout;
import io.quotegate.ring.BookReader;
import java.util.BitSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Books on their way from the ring to their stream, and images of them: of one that is another as a whole, before anything
 * else is said of it, and of all for whoever asks. An image is taken from the table, which runs ahead of the ring; it is
 * published when the ring was read as far, so that who has everything misses nothing by it. Confined to the publisher's
 * thread.
 */
final class PublishedBooks implements BookConsumer {
    private static final int IMAGES_A_TURN = 4; // some 60 KiB
    private static final int PATIENCE = 20; // turns
    /**
     * Between two images of those that are asked for, some 15 KiB each: the fastest gateway says how fast a stream goes, and
     * others would lose what they cannot take meanwhile, which their kernels hold for some 30 ms of this.
     */
    private static final long ASKED_EVERY_NS = 1_000_000;

    private final Instruments instruments;
    private final BookReader table;
    private final RecordBatch books;
    private final ClusterStats.Published stats;
    private final BookPush image = new BookPush();
    private final UnsafeBuffer record = new UnsafeBuffer(0, 0);
    private final BitSet renewed = new BitSet(); // nothing is to be said of them before their image
    private final BitSet asked = new BitSet();
    private final long[] seq; // by instrument, as read from the ring
    private final int[] waited; // by instrument, turns for the ring to be read as far

    private boolean endOwed;
    private int nextAsked;
    private long askedNs; // one of those that are asked for was put

    PublishedBooks(Instruments instruments, BookReader table, RecordBatch books, ClusterStats.Published stats) {
        this.instruments = instruments;
        this.table = table;
        this.books = books;
        this.stats = stats;
        seq = new long[instruments.capacity()];
        waited = new int[instruments.capacity()];
        renewed.set(0, instruments.count());
    }

    @Override
    public void onSnapshot(int instrumentId, long snapshotSeq) {
        if (snapshotSeq > seq[instrumentId]) {
            seq[instrumentId] = snapshotSeq;
            renewed.set(instrumentId);
        }
    }

    @Override
    public void onUpdate(BookPush update) {
        int id = update.instrumentId;
        if (update.seq <= seq[id]) {
            return;
        }
        if (update.seq != seq[id] + 1) {
            renewed.set(id);
        }
        seq[id] = update.seq;
        if (!renewed.get(id)) {
            put(update);
        }
    }

    private void put(BookPush push) {
        UnsafeBuffer body = books.add(MessageLayout.BOOK, BookLayout.length(push));
        record.wrap(body, 0, body.capacity());
        BookLayout.put(record, push);
        stats.records.increment();
    }

    @Override
    public void onLapped() {
        stats.laps.increment();
        books.lose();
        renewed.set(0, instruments.count());
    }

    /** Somebody asks for an image of all. */
    void ask() {
        books.add(MessageLayout.IMAGE_BEGIN, 0);
        asked.set(0, instruments.count());
        endOwed = true;
    }

    /** Publishes some of the images that are owed; whether there were any that could be. */
    boolean putImages(long nowNs) {
        int put = 0;
        for (int id = renewed.nextSetBit(0); id >= 0 && put < IMAGES_A_TURN; id = renewed.nextSetBit(id + 1)) {
            put += putImage(id) ? 1 : 0;
        }
        if (!asked.isEmpty() && nowNs - askedNs >= ASKED_EVERY_NS && putNextAsked()) {
            askedNs = nowNs;
            put++;
        }
        if (endOwed && asked.isEmpty()) {
            endOwed = false;
            books.add(MessageLayout.IMAGE_END, 0);
        }
        return put > 0 || !renewed.isEmpty();
    }

    /** Whether one of those that are asked for was put: the next that there is and that need not wait. */
    private boolean putNextAsked() {
        boolean put = false;
        for (int id = asked.nextSetBit(nextAsked); id >= 0 && !put; id = asked.nextSetBit(id + 1)) {
            put = putImage(id);
            nextAsked = id + 1;
        }
        if (asked.nextSetBit(nextAsked) < 0) {
            nextAsked = 0;
        }
        return put;
    }

    /** Whether an image was put; it may have to wait, and there may be no book. */
    private boolean putImage(int id) {
        boolean there = table.read(id, BookPush.MAX_DEPTH, image);
        if (there && image.seq > seq[id] && waited[id]++ < PATIENCE) {
            return false;
        }
        waited[id] = 0;
        renewed.clear(id);
        asked.clear(id);
        if (there) {
            seq[id] = Math.max(seq[id], image.seq);
            put(image);
        }
        return there;
    }
}
