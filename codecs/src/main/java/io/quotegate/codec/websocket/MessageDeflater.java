package io.quotegate.codec.websocket;

import io.quotegate.text.ByteWriter;
import java.util.zip.Deflater;

/**
 * Compresses whole messages for permessage-deflate. Each with an empty window, so that the result can be sent to any
 * number of connections whatever they have agreed on; or with what was compressed before, for those who have had just
 * that. Confined to one event loop; {@link #close()} frees native memory.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.2.1">RFC 7692 §7.2.1</a>
 */
public final class MessageDeflater implements AutoCloseable {
    /** Window of an unrestricted connection, as a power of two. */
    public static final int MAX_WINDOW_BITS = 15;

    private static final int TAIL_BYTES = 4; // 00 00 FF FF, which the receiver appends again
    private static final int CHUNK = 4096;
    /** Of quotes behind quotes, 5 takes less time than 1 to find what is alike, and leaves a fifth less. */
    private static final int TAKEOVER_LEVEL = 5;

    private final Deflater deflater;
    private final byte[] chunk = new byte[CHUNK];

    /** For messages that are to be read by themselves. */
    public MessageDeflater() {
        this(Deflater.BEST_SPEED);
    }

    private MessageDeflater(int level) {
        deflater = new Deflater(level, true);
    }

    /** For messages that refer to those before them. */
    public static MessageDeflater withContextTakeover() {
        return new MessageDeflater(TAKEOVER_LEVEL);
    }

    /** What follows refers to nothing before it. */
    public void begin() {
        deflater.reset();
    }

    /** Appends {@code in[from..to)} compressed, for whoever has had all that was compressed since it was begun. */
    public void deflateNext(byte[] in, int from, int to, ByteWriter out) {
        put(in, from, to, out);
        out.truncate(out.length() - TAIL_BYTES);
    }

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
            begin();
            put(in, at, end, out);
            at = end;
        } while (at < to);
        out.truncate(out.length() - TAIL_BYTES);
    }

    private void put(byte[] in, int from, int to, ByteWriter out) {
        deflater.setInput(in, from, to - from);
        int produced = deflater.deflate(chunk, 0, CHUNK, Deflater.SYNC_FLUSH);
        while (produced > 0) {
            out.put(chunk, 0, produced);
            produced = produced == CHUNK ? deflater.deflate(chunk, 0, CHUNK, Deflater.SYNC_FLUSH) : 0;
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
