package io.quotegate.ring;

import io.quotegate.market.QuoteLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;
import org.agrona.concurrent.broadcast.RecordDescriptor;

/**
 * A ring of quotes, trades and status events in direct memory: one writer, any number of readers, and nobody waits. A reader
 * that falls a whole ring behind loses records and is told so.
 *
 * <p>All records have one length, {@link #STRIDE} bytes with Agrona's header, so the ring never needs padding.
 */
public final class QuoteRing implements FeedInstance {
    /** Bytes one record takes: header and {@link QuoteLayout#LENGTH}, two cache lines. */
    public static final int STRIDE = RecordDescriptor.HEADER_LENGTH + QuoteLayout.LENGTH;

    static final int QUOTE_TYPE = 1;
    static final int STATUS_TYPE = 2;
    static final int TRADE_TYPE = 3;
    static final int LOST_TYPE = 4;
    static final int RENUMBERED_TYPE = 5;

    private static final int CACHE_LINE = 64;
    private static final int MIN_RECORDS = 8; // Agrona: no record may be longer than an eighth of the ring

    private final UnsafeBuffer buffer;
    private final int capacity;

    private volatile List<Run> runs = List.of(new Run(UUID.randomUUID().toString(), 0)); // see begin; the newest first

    private volatile boolean copied; // orders nothing else

    /** A run of the feed, and the index of the record by which readers are told of it. */
    private record Run(String instance, long from) {}

    private QuoteRing(int capacity) {
        this.capacity = capacity;
        int bytes = capacity * STRIDE + BroadcastBufferDescriptor.TRAILER_LENGTH;
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned(bytes, CACHE_LINE));
    }

    /** A ring for {@code records} records, rounded up to a power of two. */
    public static QuoteRing ofCapacity(int records) {
        int max = Integer.highestOneBit(Integer.MAX_VALUE / STRIDE);
        if (records < MIN_RECORDS || records > max) {
            throw new IllegalArgumentException("records: " + records + " (expected: " + MIN_RECORDS + ".." + max + ')');
        }
        return new QuoteRing(BitUtil.findNextPositivePowerOfTwo(records));
    }

    /** Bytes of direct memory that a ring for {@code records} records takes. */
    public static long bytes(int records) {
        return (long) BitUtil.findNextPositivePowerOfTwo(records) * STRIDE + BroadcastBufferDescriptor.TRAILER_LENGTH;
    }

    /** How many records fit. */
    public int capacity() {
        return capacity;
    }

    /** A reader that starts with the record published last, if there is one. Any thread; the reader belongs to one. */
    public QuoteReceiver receiver() {
        return new QuoteReceiver(buffer);
    }

    /**
     * The run of the feed that what is published now is numbered by: after another one every {@code seq} begins anew. Of a
     * gateway that has its own feed it is one of its own; else of the node that runs the feed, see {@link
     * QuotePublisher#begin}. A reader may be behind: for it there is {@link #instanceBefore}. Any thread.
     */
    @Override
    public String instance() {
        return runs.get(0).instance();
    }

    /** The run that the record before {@code index}, and whatever a reader that is there has heard, is of. Any thread. */
    public String instanceBefore(long index) {
        return runBefore(index).instance();
    }

    /** At which record the same run began. Any thread. */
    long runBeganBefore(long index) {
        return runBefore(index).from();
    }

    private Run runBefore(long index) {
        List<Run> known = runs;
        int last = known.size() - 1;
        int run = 0;
        while (run < last && known.get(run).from() >= index) {
            run++;
        }
        return known.get(run);
    }

    /**
     * What is published from {@code index} on is copied from elsewhere, of the run called {@code instance}. To be called
     * before anything of the run before is forgotten: whoever finds something of the new one finds that it has begun.
     */
    void begin(String instance, long index) {
        List<Run> known = new ArrayList<>(List.of(new Run(instance, index)));
        for (int run = 0;
                known.get(run).from() > Math.max(0, index - capacity);
                run++) { // others are on the ring no more
            known.add(runs.get(run));
        }
        copied = true;
        runs = List.copyOf(known);
    }

    boolean isCopied() {
        return copied;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }
}
