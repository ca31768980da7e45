package io.quotegate.ring;

import io.quotegate.market.QuoteLayout;
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

    private volatile String instance = UUID.randomUUID().toString(); // set after what is of the run before is forgotten

    private volatile boolean copied; // orders nothing else

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
     * QuotePublisher#begin}. Any thread.
     */
    @Override
    public String instance() {
        return instance;
    }

    /** Its records are copied from elsewhere, of the run called so. */
    void copies(String newInstance) {
        copied = true;
        instance = newInstance;
    }

    boolean isCopied() {
        return copied;
    }

    UnsafeBuffer buffer() {
        return buffer;
    }
}
