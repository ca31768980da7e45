package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.quotegate.gateway.fanout.deflate.GroupStream;
import java.util.Arrays;

/** The entries of a batch that one group wants, in their order. Confined to its event loop. */
final class BatchPart {
    private final Batch batch;

    private int[] entries = new int[16];
    private int count;

    BatchPart(Batch batch) {
        this.batch = batch;
    }

    void add(int entry) {
        if (count == entries.length) {
            entries = Arrays.copyOf(entries, count * 2);
        }
        entries[count++] = entry;
    }

    int count() {
        return count;
    }

    int topic(int i) {
        return batch.topic(entries[i]);
    }

    long previousSeq(int i) {
        return batch.previousSeq(entries[i]);
    }

    /** A copy of the bytes of one entry alone; to be released. */
    ByteBuf copy(int i, ByteBufAllocator allocator) {
        ByteBuf bytes = allocator.directBuffer(batch.length(entries[i]));
        batch.copy(entries[i], bytes);
        return bytes;
    }

    /** The bytes of all its entries in one buffer; to be released. There must be one. */
    ByteBuf bytes(ByteBufAllocator allocator) {
        int length = 0;
        for (int i = 0; i < count; i++) {
            length += batch.length(entries[i]);
        }
        int first = entries[0];
        int last = entries[count - 1];
        if (last - first == count - 1 && length >= batch.length() / 2) {
            return batch.run(first, last, allocator); // not a small part: a slow client would hold all of it
        }
        ByteBuf own = allocator.directBuffer(length);
        for (int i = 0; i < count; i++) {
            batch.copy(entries[i], own);
        }
        return own;
    }

    /** Has {@code stream} compress its entries. */
    void appendTo(GroupStream stream) {
        for (int i = 0; i < count; i++) {
            batch.appendTo(stream, entries[i]);
        }
    }

    void clear() {
        count = 0;
    }
}
