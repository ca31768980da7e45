package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What one stream has still to send. Owns its buffers, none of which is empty. Confined to its event loop. */
final class SendQueue {
    private static final int NOT_BEGUN = -1;

    private @Nullable ByteBuf first; // most streams never hold a second
    private @Nullable ArrayDeque<ByteBuf> others;
    private long bytes;
    private int begunAt = NOT_BEGUN; // where the first begins, of which a part was taken

    /** Tells messages apart that are written in one go. */
    interface Messages {
        /** How long the one is that begins at the index {@code at} of {@code written}. */
        int bytes(ByteBuf written, int at);
    }

    void add(ByteBuf next) {
        bytes += next.readableBytes();
        if (first == null) {
            first = next;
        } else {
            if (others == null) {
                others = new ArrayDeque<>();
            }
            others.add(next);
        }
    }

    boolean isEmpty() {
        return first == null;
    }

    long bytes() {
        return bytes;
    }

    /** Length of the next buffer, 0 if there is none. */
    int firstBytes() {
        return first == null ? 0 : first.readableBytes();
    }

    /** At most {@code most} bytes of the next buffer; to be released. */
    ByteBuf take(int most) {
        ByteBuf next = first;
        if (next == null) {
            throw new IllegalStateException("nothing is queued");
        }
        int length = Math.min(most, next.readableBytes());
        bytes -= length;
        if (length < next.readableBytes()) {
            begunAt = begunAt == NOT_BEGUN ? next.readerIndex() : begunAt;
            return next.readRetainedSlice(length);
        }
        first = others == null ? null : others.poll();
        begunAt = NOT_BEGUN;
        return next;
    }

    /** Throws away {@code messages} of which nothing was taken, so that none is cut. */
    void dropWhole(Messages messages) {
        ByteBuf rest = first == null || begunAt == NOT_BEGUN ? Unpooled.EMPTY_BUFFER : rest(first, messages);
        release();
        if (rest.isReadable()) {
            add(rest);
            begunAt = 0;
        }
    }

    /**
     * The message of {@code written} that was begun, from where it is to go on, in a buffer of its own: what it came in is
     * shared, and may be much. What is not of messages is kept to its end.
     */
    private ByteBuf rest(ByteBuf written, Messages messages) {
        int start = begunAt;
        int end = begunAt;
        while (end < written.readerIndex()) {
            start = end;
            int length = messages.bytes(written, start);
            boolean isWhole = length > 0 && length <= written.writerIndex() - start;
            end = isWhole ? start + length : written.writerIndex();
        }
        return end == written.readerIndex()
                ? Unpooled.EMPTY_BUFFER
                : written.alloc()
                        .buffer(end - start)
                        .writeBytes(written, start, end - start)
                        .skipBytes(written.readerIndex() - start);
    }

    void release() {
        if (first != null) {
            first.release();
            first = null;
        }
        if (others != null) {
            others.forEach(ByteBuf::release);
            others = null;
        }
        bytes = 0;
        begunAt = NOT_BEGUN;
    }
}
