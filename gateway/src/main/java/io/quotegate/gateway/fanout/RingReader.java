package io.quotegate.gateway.fanout;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.BookPublisher;
import io.quotegate.ring.BookReceiver;
import io.quotegate.ring.BookRing;
import io.quotegate.ring.BookTable;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.TopOfBook;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads the ring for one event loop, and the ring of books where anybody wants some, batch by batch. A batch begins at
 * once if the one before ended {@code fanout.flush-interval} ago, and otherwise when it has: an idle gateway adds no wait,
 * and one that is busy delivering gathers more meanwhile.
 *
 * <p>A loop that sleeps is woken by a doorbell; one that spins calls {@link #poll()}. Confined to its event loop.
 */
public final class RingReader {
    /** Most records read before the loop serves its sockets again. */
    private static final int MAX_BATCH = 256;
    /** The same of books, whose messages are longer. */
    private static final int MAX_BOOKS = 64;
    /** If the batch before ended less than this ago, the loop is busy: sockets are served before the next. */
    private static final long BUSY_NS = 20_000;

    private final EventLoop loop;
    private final QuoteRing ring;
    private final QuotePublisher publisher;
    private final BookRing books;
    private final BookPublisher bookPublisher;
    private final Consumer consumer;
    private final FaultGuard guard;
    private final long intervalNs;
    private final @Nullable Doorbell doorbell; // null on a loop that spins
    private final Runnable readAsScheduled = this::readAsScheduled;

    private @Nullable QuoteReceiver receiver; // null while nobody wants anything
    private @Nullable BookReceiver bookReceiver; // null while nobody wants books
    private boolean scheduled;
    private long endedNs;

    /** Where quotes come from: the ring, its write end, whose doorbells wake us, and the table beside it; and books. */
    public record Source(
            QuoteRing ring, QuotePublisher publisher, TopOfBook topOfBook, BookSource books, int instruments) {}

    /** Where books come from: the same of them. */
    public record BookSource(BookRing ring, BookPublisher publisher, BookTable table) {}

    /** Who wants the records, and when a batch of them ends. */
    interface Consumer extends RingConsumer {
        /** Who wants the changes of books, which are of the same batch. */
        BookConsumer books();

        void onBatchEnd();
    }

    RingReader(
            EventLoop loop, Source source, Duration interval, boolean spinning, Consumer consumer, FaultGuard guard) {
        this.loop = loop;
        ring = source.ring();
        publisher = source.publisher();
        books = source.books().ring();
        bookPublisher = source.books().publisher();
        this.consumer = consumer;
        this.guard = guard;
        intervalNs = interval.toNanos();
        doorbell = spinning ? null : new Doorbell(loop, this::onRing);
        endedNs = System.nanoTime() - intervalNs;
    }

    boolean isStarted() {
        return receiver != null;
    }

    /** The index of the record that is read next, see {@link io.quotegate.ring.RingHistory}; 0 while nothing is read. */
    long next() {
        return receiver == null ? 0 : receiver.next();
    }

    /** Begins with what is published from now on. The consumer is also given the record that was published last. */
    void start() {
        receiver = ring.receiver();
        receiver.poll(consumer, 1);
        if (doorbell != null) {
            publisher.addDoorbell(doorbell);
            onRing();
        }
    }

    /** Begins with the changes of books, too, that are published from now on. */
    void startBooks() {
        if (bookReceiver == null) {
            bookReceiver = books.receiver();
            if (doorbell != null) {
                bookPublisher.addDoorbell(doorbell);
                if (!scheduled) {
                    readIn(0); // what was published before it could ring
                }
            }
        }
    }

    /** Nobody wants books any more. */
    void stopBooks() {
        if (bookReceiver != null && doorbell != null) {
            bookPublisher.removeDoorbell(doorbell);
        }
        bookReceiver = null;
    }

    void stop() {
        stopBooks();
        if (doorbell != null) {
            publisher.removeDoorbell(doorbell);
        }
        receiver = null;
    }

    /** Reads a batch if one is due, and returns how many records it had. */
    int poll() {
        return receiver != null && System.nanoTime() - endedNs >= intervalNs ? read(receiver) : 0;
    }

    private void onRing() {
        if (scheduled) {
            return;
        }
        long sinceNs = System.nanoTime() - endedNs;
        if (sinceNs >= Math.max(intervalNs, BUSY_NS)) {
            read();
        } else {
            readIn(Math.max(0, intervalNs - sinceNs));
        }
    }

    /** A task would run before sockets are looked at again, however many there have been; a timer runs after. */
    private void readIn(long waitNs) {
        try {
            loop.schedule(readAsScheduled, waitNs, TimeUnit.NANOSECONDS);
            scheduled = true;
        } catch (RuntimeException | Error e) {
            guard.caught(e);
            if (doorbell != null) {
                doorbell.rearm(); // what is published next has it tried again
            }
        }
    }

    private void readAsScheduled() {
        scheduled = false;
        read();
    }

    private void read() {
        if (doorbell != null) {
            doorbell.rearm();
        }
        if (receiver != null && read(receiver) == MAX_BATCH && doorbell != null && !scheduled) {
            readIn(0);
        }
    }

    private int read(QuoteReceiver from) {
        long faultsBefore = guard.count();
        int count = poll(from);
        if (count > 0) {
            try {
                consumer.onBatchEnd();
            } catch (Throwable fault) {
                guard.caught(fault);
            }
            endedNs = System.nanoTime();
            guard.endTurn(faultsBefore);
        }
        return count;
    }

    private int poll(QuoteReceiver from) {
        int count;
        try {
            count = from.poll(consumer, MAX_BATCH);
        } catch (Throwable fault) {
            guard.caught(fault);
            count = MAX_BATCH; // there may be more, behind the record that failed
        }
        return bookReceiver == null ? count : Math.max(count, pollBooks(bookReceiver));
    }

    /** As many as are read in one go count as a batch of quotes does. */
    private int pollBooks(BookReceiver from) {
        try {
            int count = from.poll(consumer.books(), MAX_BOOKS);
            return count == MAX_BOOKS ? MAX_BATCH : count;
        } catch (Throwable fault) {
            guard.caught(fault);
            return MAX_BATCH;
        }
    }
}
