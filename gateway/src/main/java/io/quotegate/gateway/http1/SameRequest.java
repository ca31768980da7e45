package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * The last request of a connection that had no body, as it came and what was made of it. Those who ask again and again ask
 * in the same bytes, of which the same is made without reading them. Confined to its event loop.
 */
final class SameRequest {
    private static final int MOST_BYTES = 512; // that are kept of each connection

    private ByteBuf bytes = Unpooled.EMPTY_BUFFER;
    private @Nullable Http1Request made; // of the bytes; null until that is known, or where it is not to be made again
    private boolean noted; // the bytes are those of the request that was read just now

    /** Takes the same request from the beginning of {@code in}; null if another, or none that is whole, stands there. */
    @Nullable
    Http1Request take(ByteBuf in) {
        int length = bytes.readableBytes();
        if (made == null
                || in.readableBytes() < length
                || !ByteBufUtil.equals(bytes, 0, in, in.readerIndex(), length)) {
            return null;
        }
        in.skipBytes(length);
        return made;
    }

    /** A request was read whose bytes are not to be kept. */
    void pass() {
        noted = false;
    }

    /** A request without a body was read: it is all that stands in {@code in} from {@code from} to where it is read now. */
    void note(ByteBuf in, int from) {
        int length = in.readerIndex() - from;
        noted = length <= MOST_BYTES;
        if (noted) {
            if (bytes.capacity() < length) {
                bytes = Unpooled.wrappedBuffer(new byte[length]); // the collector's
            }
            bytes.clear().writeBytes(in, from, length);
            made = null;
        }
    }

    /** {@code request} is what was made of the bytes that were read just now. */
    void remember(Http1Request request) {
        if (noted) {
            made = request;
        }
    }
}
