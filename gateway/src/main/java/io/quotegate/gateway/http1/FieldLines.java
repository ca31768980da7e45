package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;

/**
 * Looks at how the lines of heads and trailers begin: one that begins with a space goes on with the field before it, which
 * Netty grants and others may read as a field of its own. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-5.2">RFC 9112 §5.2</a>
 */
final class FieldLines {
    private boolean begun; // the request line was there

    /**
     * Whether none of the lines in {@code in} goes on with the one before it.
     *
     * @param trailers whether those of a body are next, and not a head
     */
    boolean areWhole(ByteBuf in, boolean trailers) {
        int end = in.writerIndex();
        int at = in.readerIndex();
        if (!begun && !trailers) {
            at = behindRequestLine(in);
            begun = at >= 0;
        }
        while (at >= 0 && at < end) {
            byte first = in.getByte(at);
            if (first == ' ' || first == '\t') {
                return false;
            }
            int lineEnd = in.indexOf(at, end, (byte) '\n');
            boolean last = lineEnd == at || (lineEnd == at + 1 && first == '\r');
            at = lineEnd < 0 || last ? -1 : lineEnd + 1;
        }
        return true;
    }

    /** Negative if it is not whole. What stands before it is passed over. */
    private static int behindRequestLine(ByteBuf in) {
        int end = in.writerIndex();
        int at = in.readerIndex();
        while (at < end && in.getByte(at) <= ' ') {
            at++;
        }
        int lineEnd = in.indexOf(at, end, (byte) '\n');
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }

    /** A head was read to its end. */
    void ended() {
        begun = false;
    }
}
