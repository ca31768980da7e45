package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** What one stream has still to send. Owns its buffers, none of which is empty. Confined to its event loop. */
final class SendQueue {
    private @Nullable ByteBuf first; // most streams never hold a second
    private @Nullable ArrayDeque<ByteBuf> others;
    private long bytes;
    private boolean firstIsBegun;

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
            firstIsBegun = true;
            return next.readRetainedSlice(length);
        }
        first = others == null ? null : others.poll();
        firstIsBegun = false;
        return next;
    }

    /** Throws away the buffers of which nothing was sent, so that no message is cut. */
    void dropWhole() {
        ByteBuf begun = firstIsBegun ? first : null;
        if (begun != null) {
            first = null;
        }
        release();
        if (begun != null) {
            add(begun);
            firstIsBegun = true;
        }
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
        firstIsBegun = false;
    }
}
