package io.quotegate.cluster;

import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The records of one stream that are to be sent, put together into messages. Confined to the thread of its publisher.
 * Allocates nothing once it is as large as a turn of that needs.
 */
final class RecordBatch {
    private static final int FIRST_CAPACITY = 64 * 1024;

    private final ClusterStream stream;
    private final UUID epoch;
    private final int mostBytes;
    private final Sink sink;
    private final LongAdder backPressure;
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer bytes = new UnsafeBuffer(new byte[FIRST_CAPACITY]);

    private int[] ends = new int[64]; // of the messages that are complete
    private int complete;
    private int sent; // of those that are complete
    private int begin; // of the message that is being put together
    private int end;
    private int count; // of its records
    private long next; // the number of the next record

    /** Where messages go: a publication of Aeron's, or a test. */
    @FunctionalInterface
    interface Sink {
        /** Nobody listens. */
        long NOT_CONNECTED = -1;
        /** It cannot be taken now, but may be later. */
        long BACK_PRESSURED = -2;
        /** The same, and at once. */
        long ADMIN_ACTION = -3;

        /** Takes a message whole, or says by a negative number why not, as Aeron does. */
        long offer(DirectBuffer buffer, int offset, int length);
    }

    /**
     * @param epoch        of whoever publishes
     * @param mostBytes    of a message of several records
     * @param backPressure counts how often the sink did not take one
     */
    RecordBatch(ClusterStream stream, UUID epoch, int mostBytes, Sink sink, LongAdder backPressure) {
        this.stream = stream;
        this.epoch = epoch;
        this.mostBytes = mostBytes;
        this.sink = sink;
        this.backPressure = backPressure;
    }

    /** The number that the next record will have. */
    long next() {
        return next;
    }

    /** A record is missing here, which those who read will notice. */
    void lose() {
        close();
        next++;
    }

    /** Appends a record and returns its body, to be filled before anything else is done here. */
    UnsafeBuffer add(int type, int bodyLength) {
        int length = MessageLayout.recordLength(bodyLength);
        if (count > 0 && end - begin + length > mostBytes) {
            close();
        }
        if (count == 0) {
            begin();
        }
        reserve(end + length);
        bytes.putInt(end + MessageLayout.LENGTH_OFFSET, MessageLayout.RECORD_HEADER + bodyLength);
        bytes.putInt(end + MessageLayout.TYPE_OFFSET, type);
        body.wrap(bytes, end + MessageLayout.RECORD_HEADER, bodyLength);
        end += length;
        count++;
        next++;
        return body;
    }

    private void begin() {
        begin = end;
        reserve(end + MessageLayout.HEADER);
        bytes.putByte(begin + MessageLayout.VERSION_OFFSET, (byte) MessageLayout.VERSION);
        bytes.putByte(begin + MessageLayout.STREAM_OFFSET, (byte) stream.ordinal());
        bytes.putLong(begin + MessageLayout.FIRST_OFFSET, next);
        bytes.putLong(begin + MessageLayout.EPOCH_HIGH_OFFSET, epoch.getMostSignificantBits());
        bytes.putLong(begin + MessageLayout.EPOCH_LOW_OFFSET, epoch.getLeastSignificantBits());
        end += MessageLayout.HEADER;
    }

    private void close() {
        if (count == 0) {
            return;
        }
        bytes.putShort(begin + MessageLayout.COUNT_OFFSET, (short) count);
        if (complete == ends.length) {
            ends = Arrays.copyOf(ends, 2 * ends.length);
        }
        ends[complete++] = end;
        count = 0;
    }

    private void reserve(int capacity) {
        if (capacity > bytes.capacity()) {
            bytes.wrap(Arrays.copyOf(bytes.byteArray(), Math.max(capacity, 2 * bytes.capacity())));
        }
    }

    /** Sends what there is; false if some of it could not be sent now, which then comes first. */
    boolean flush() {
        close();
        while (sent < complete) {
            int from = sent == 0 ? 0 : ends[sent - 1];
            long result = sink.offer(bytes, from, ends[sent] - from);
            if (result == Sink.ADMIN_ACTION) {
                result = sink.offer(bytes, from, ends[sent] - from);
            }
            if (result == Sink.BACK_PRESSURED || result == Sink.ADMIN_ACTION) {
                backPressure.increment();
                return false;
            }
            sent++; // where nobody listens there is nobody to whom it would be lost
        }
        complete = 0;
        sent = 0;
        end = 0;
        return true;
    }
}
