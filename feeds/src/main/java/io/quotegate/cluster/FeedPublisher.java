package io.quotegate.cluster;

import io.quotegate.fault.FaultGuard;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.ring.BookReceiver;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.Rings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.agrona.DirectBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a feed node publishes: all that is on its rings, and ten times a second that it lives; each second, and when a
 * gateway asks, the newest quotes, and books when one asks. Confined to one thread, which calls {@link #turn}; nobody waits
 * for it, and if nothing takes what it has, the rings overtake it, and gateways see what is missing by its number.
 */
final class FeedPublisher {
    private static final int QUOTES_A_TURN = 256;
    private static final int BOOKS_A_TURN = 64;
    private static final long IMAGE_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long IMAGE_AT_MOST_EVERY_NS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Parts parts;
    private final ClusterStats.Published stats;
    private final RecordBatch quoteBatch;
    private final RecordBatch tradeBatch;
    private final RecordBatch bookBatch;
    private final PublishedQuotes quotes;
    private final PublishedBooks books;
    private final QuoteReceiver quoteRing;
    private final BookReceiver bookRing;
    private final RecordReader request = new RecordReader();
    private final FaultGuard guard;

    private @Nullable Doorbell doorbell;
    private List<Instrument> named;
    private boolean begun;
    private long heartbeatNs;
    private long imageNs;
    private boolean asked;

    /**
     * What is published, and where.
     *
     * @param epoch    of this start of the feed node, which is the instance that clients are told
     * @param rank     the lowest is followed
     * @param venues   how they are now
     * @param mostBytes of a message that fits a packet
     */
    record Parts(
            UUID epoch,
            int rank,
            Instruments instruments,
            Rings rings,
            Supplier<List<VenueReport>> venues,
            int mostBytes,
            RecordBatch.Sink quotes,
            RecordBatch.Sink trades,
            RecordBatch.Sink books) {}

    FeedPublisher(Parts parts, ClusterStats.Published stats, FaultGuard guard) {
        this.parts = parts;
        this.stats = stats;
        this.guard = guard;
        quoteBatch = batch(ClusterStream.QUOTES, parts.quotes());
        tradeBatch = batch(ClusterStream.TRADES, parts.trades());
        bookBatch = batch(ClusterStream.BOOKS, parts.books());
        Rings rings = parts.rings();
        quoteRing = rings.quotes().receiver();
        bookRing = rings.books().receiver();
        named = parts.instruments().all();
        quotes = new PublishedQuotes(parts.instruments(), rings.topOfBook(), quoteBatch, tradeBatch, stats);
        books = new PublishedBooks(parts.instruments(), rings.bookTable().reader(), bookBatch, stats);
    }

    private RecordBatch batch(ClusterStream stream, RecordBatch.Sink sink) {
        RecordBatch.Sink counted = (buffer, offset, length) -> {
            long result = sink.offer(buffer, offset, length);
            if (result >= 0) {
                stats.messages.increment();
                stats.bytes.add(length);
            }
            return result;
        };
        return new RecordBatch(stream, parts.epoch(), parts.mostBytes(), counted, stats.backPressure);
    }

    /** Lets {@code bell} ring when there is something on the rings. */
    void wakeBy(Doorbell bell) {
        doorbell = bell;
        parts.rings().publisher().addDoorbell(bell);
        parts.rings().bookPublisher().addDoorbell(bell);
    }

    /** Publishes what there is; whether there was anything, and so may be more. */
    boolean turn(long nowNs) {
        if (doorbell != null) {
            doorbell.rearm();
        }
        beat(nowNs);
        boolean worked = false;
        if (flush()) {
            nameOthers();
            worked = guarded(this::readQuotes) | guarded(this::readBooks);
            worked |= putImages(nowNs);
            flush();
        }
        return worked;
    }

    private interface Reading {
        boolean read();
    }

    /** A record that cannot be published keeps no other from it. */
    private boolean guarded(Reading reading) {
        try {
            return reading.read();
        } catch (Throwable fault) {
            guard.caught(fault);
            return true;
        }
    }

    private boolean readQuotes() {
        return quoteRing.poll(quotes, QUOTES_A_TURN) > 0;
    }

    private boolean readBooks() {
        return bookRing.poll(books, BOOKS_A_TURN) > 0;
    }

    /** As many as there are, and not one after another, if it could not be said in time. */
    private void beat(long nowNs) {
        if (begun && nowNs - heartbeatNs < NodeChoice.HEARTBEAT_NS) {
            return;
        }
        boolean late = !begun || nowNs - heartbeatNs >= 2 * NodeChoice.HEARTBEAT_NS;
        heartbeatNs = late ? nowNs : heartbeatNs + NodeChoice.HEARTBEAT_NS;
        imageNs = begun ? imageNs : nowNs;
        begun = true;
        List<VenueReport> venues = parts.venues().get();
        boolean ready = venues.stream().anyMatch(VenueReport::live);
        long[] next = {quoteBatch.next(), tradeBatch.next(), bookBatch.next()};
        Heartbeat heartbeat = new Heartbeat(parts.rank(), ready, next, venues);
        heartbeat.put(quoteBatch.add(MessageLayout.HEARTBEAT, heartbeat.length()));
    }

    /** Pairs that are served since are named before anything is said of them. */
    private void nameOthers() {
        List<Instrument> served = parts.instruments().all();
        if (served != named) {
            named = served;
            quotes.putNames();
        }
    }

    private boolean putImages(long nowNs) {
        if (nowNs - imageNs >= (asked ? IMAGE_AT_MOST_EVERY_NS : IMAGE_EVERY_NS)) {
            imageNs = nowNs;
            asked = false;
            quotes.putImage();
        }
        return books.putImages(nowNs);
    }

    private boolean flush() {
        return quoteBatch.flush() & tradeBatch.flush() & bookBatch.flush();
    }

    /** A gateway sent something. */
    void onRequest(DirectBuffer buffer, int offset, int length) {
        boolean ours = request.wrap(buffer, offset, length)
                && request.stream() == ClusterStream.REQUESTS
                && request.epochHigh() == parts.epoch().getMostSignificantBits()
                && request.epochLow() == parts.epoch().getLeastSignificantBits();
        while (ours && request.next()) {
            if (request.type() == MessageLayout.IMAGE_REQUEST && request.body().capacity() >= Integer.BYTES) {
                stats.requests.increment();
                ClusterStream of = ClusterStream.ofCode(request.body().getInt(0));
                asked |= of == ClusterStream.QUOTES;
                if (of == ClusterStream.BOOKS) {
                    books.ask();
                }
            }
        }
    }
}
