package io.quotegate.ring;

import org.agrona.BitUtil;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastBufferDescriptor;

/**
 * A ring of changes of books in direct memory, beside that of quotes: one writer, any number of readers, and nobody waits. A
 * reader that falls a whole ring behind loses records and is told so.
 *
 * <p>A record is bounded, {@link #MAX_RECORD} bytes at most: an update of more levels goes in parts, and that a book is new
 * as a whole is said without its levels, which are in the {@link BookTable}. So a change of venue of all pairs costs a few
 * bytes for each.
 */
public final class BookRing {
    /** Most levels of a record, both sides together. */
    static final int MAX_LEVELS = 128;

    /** Bytes of the longest record. */
    static final int MAX_RECORD = BookLayout.HEADER + MAX_LEVELS * BookLayout.LEVEL;

    static final int BOOK_TYPE = 1;
    static final int LOST_TYPE = 2;
    static final int RENUMBERED_TYPE = 3;

    private static final int MIN_BYTES =
            BitUtil.findNextPositivePowerOfTwo(8 * MAX_RECORD); // Agrona: an eighth at most
    private static final int MAX_BYTES = 1 << 30;
    private static final int BYTES_PER_PAIR = 16 * 1024; // six seconds of ten updates of twenty levels each
    private static final int CACHE_LINE = 64;

    private final UnsafeBuffer buffer;

    private BookRing(int capacity) {
        buffer = new UnsafeBuffer(BufferUtil.allocateDirectAligned((int) bytes(capacity), CACHE_LINE));
    }

    /** How many bytes a ring for the books of {@code pairs} should have. */
    public static int capacityFor(int pairs) {
        long bytes = Math.min((long) pairs * BYTES_PER_PAIR, MAX_BYTES);
        return BitUtil.findNextPositivePowerOfTwo((int) Math.max(bytes, 8L * MIN_BYTES));
    }

    /** A ring of {@code bytes}, rounded up to a power of two. */
    public static BookRing ofCapacity(int bytes) {
        if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: " + MIN_BYTES + ".." + MAX_BYTES + ')');
        }
        return new BookRing(BitUtil.findNextPositivePowerOfTwo(bytes));
    }

    /** Bytes of direct memory that a ring of {@code capacity} bytes takes. */
    public static long bytes(int capacity) {
        return (long) BitUtil.findNextPositivePowerOfTwo(capacity) + BroadcastBufferDescriptor.TRAILER_LENGTH;
    }

    /** A reader that starts with the record published last, if there is one. Any thread; the reader belongs to one. */
    public BookReceiver receiver() {
        return new BookReceiver(buffer);
    }

    UnsafeBuffer buffer() {
        return buffer;
    }
}
