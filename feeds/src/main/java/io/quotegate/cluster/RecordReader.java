package io.quotegate.cluster;

import java.nio.ByteOrder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message apart, whoever sent it: what is no message is not read, and no length in it is believed. Confined to one
 * thread.
 */
final class RecordReader {
    private final UnsafeBuffer message = new UnsafeBuffer(0, 0);
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);

    private int at;
    private int left; // records
    private int type;

    /** Looks at a message; false if it is none of ours. */
    boolean wrap(DirectBuffer buffer, int offset, int length) {
        left = 0;
        if (length < MessageLayout.HEADER || ByteOrder.nativeOrder() != ByteOrder.LITTLE_ENDIAN) {
            return false;
        }
        message.wrap(buffer, offset, length);
        if (message.getByte(MessageLayout.VERSION_OFFSET) != MessageLayout.VERSION || stream() == null) {
            return false;
        }
        left = message.getShort(MessageLayout.COUNT_OFFSET) & 0xFFFF;
        at = MessageLayout.HEADER;
        return true;
    }

    @Nullable
    ClusterStream stream() {
        return ClusterStream.ofCode(message.getByte(MessageLayout.STREAM_OFFSET));
    }

    /** How many records it says to hold that were not read yet. */
    int left() {
        return left;
    }

    /** The number of its first record. */
    long first() {
        return message.getLong(MessageLayout.FIRST_OFFSET);
    }

    long epochHigh() {
        return message.getLong(MessageLayout.EPOCH_HIGH_OFFSET);
    }

    long epochLow() {
        return message.getLong(MessageLayout.EPOCH_LOW_OFFSET);
    }

    /** Goes to the next record; false if there is none. */
    boolean next() {
        if (left == 0 || at + MessageLayout.RECORD_HEADER > message.capacity()) {
            return false;
        }
        int length = message.getInt(at + MessageLayout.LENGTH_OFFSET);
        if (length < MessageLayout.RECORD_HEADER || length > message.capacity() - at) {
            left = 0;
            return false;
        }
        type = message.getInt(at + MessageLayout.TYPE_OFFSET);
        body.wrap(message, at + MessageLayout.RECORD_HEADER, length - MessageLayout.RECORD_HEADER);
        at += MessageLayout.recordLength(length - MessageLayout.RECORD_HEADER);
        left--;
        return true;
    }

    /** What the record is; one that is not known is to be passed over. */
    int type() {
        return type;
    }

    /** The bytes of the record, valid until the next one. */
    UnsafeBuffer body() {
        return body;
    }
}
