package io.quotegate.codec.websocket;

import io.quotegate.text.ByteWriter;
import java.util.zip.Deflater;

/**
 * Compresses whole messages for permessage-deflate, each with an empty window, so that the result can be sent to any
 * number of connections whatever they have agreed on. Confined to one event loop; {@link #close()} frees native memory.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.2.1">RFC 7692 §7.2.1</a>
 */
public final class MessageDeflater implements AutoCloseable {
    /** Window of an unrestricted connection, as a power of two. */
    public static final int MAX_WINDOW_BITS = 15;

    private static final int TAIL_BYTES = 4; // 00 00 FF FF, which the receiver appends again
    private static final int CHUNK = 4096;

    private final Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    private final byte[] chunk = new byte[CHUNK];

    /**
     * Appends {@code in[from..to)} compressed.
     *
     * @param windowBits how far back the receiver can look, as a power of two: what exceeds it is compressed in pieces
     *     that do not refer to one another
     */
    public void deflate(byte[] in, int from, int to, int windowBits, ByteWriter out) {
        int piece = windowBits >= MAX_WINDOW_BITS ? Integer.MAX_VALUE : 1 << windowBits;
        int at = from;
        do {
            int end = (int) Math.min(to, (long) at + piece);
            deflater.reset();
            deflater.setInput(in, at, end - at);
            int produced = deflater.deflate(chunk, 0, CHUNK, Deflater.SYNC_FLUSH);
            while (produced > 0) {
                out.put(chunk, 0, produced);
                produced = produced == CHUNK ? deflater.deflate(chunk, 0, CHUNK, Deflater.SYNC_FLUSH) : 0;
            }
            at = end;
        } while (at < to);
        out.truncate(out.length() - TAIL_BYTES);
    }

    @Override
    public void close() {
        deflater.end();
    }
}
