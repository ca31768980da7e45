package io.quotegate.codec.websocket;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Decompresses whole messages of permessage-deflate. Confined to one event loop; {@link #close()} frees native memory.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.2.2">RFC 7692 §7.2.2</a>
 */
public final class MessageInflater implements AutoCloseable {
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int FIRST_BYTES = 4096;
    private static final int KEPT_BYTES = 1024 * 1024 + 1; // by default the longest message, and a byte too many
    private static final int WINDOW = 32 * 1024;

    private final boolean contextTakeover;
    private final boolean shared;
    private final Inflater inflater = new Inflater(true);

    private byte[] out = new byte[FIRST_BYTES];
    private int length;

    private MessageInflater(boolean contextTakeover, boolean shared) {
        this.contextTakeover = contextTakeover;
        this.shared = shared;
    }

    /** For one connection whose peer may refer back to its earlier messages. */
    public static MessageInflater withContextTakeover() {
        return new MessageInflater(true, false);
    }

    /** For all connections of an event loop whose peers start each message with an empty window; never closed by them. */
    public static MessageInflater shared() {
        return new MessageInflater(false, true);
    }

    /** What the last message inflated to; reused by the next. */
    byte[] array() {
        return out;
    }

    /**
     * Inflates the message {@code in[0..inLength)} and returns its length.
     *
     * @throws ProtocolException if it is not deflated data or inflates to more than {@code maxBytes}
     */
    int inflate(byte[] in, int inLength, int maxBytes) {
        if (out.length > KEPT_BYTES) {
            out = new byte[FIRST_BYTES];
        }
        length = 0;
        if (!contextTakeover) {
            inflater.reset();
        }
        try {
            inflatePart(in, inLength, maxBytes);
            inflatePart(TAIL, TAIL.length, maxBytes);
        } catch (DataFormatException e) {
            throw new ProtocolException(Violation.INVALID_DATA, "compressed data is damaged");
        }
        return length;
    }

    private void inflatePart(byte[] in, int inLength, int maxBytes) throws DataFormatException {
        inflater.setInput(in, 0, inLength);
        while (true) {
            if (length == out.length) {
                out = Arrays.copyOf(out, (int) Math.min(out.length * 2L, Math.max(out.length + 1L, maxBytes + 1L)));
            }
            int produced = inflater.inflate(out, length, out.length - length);
            length += produced;
            if (length > maxBytes) {
                throw new ProtocolException(
                        Violation.TOO_LARGE, "message inflates to more than " + maxBytes + " bytes");
            }
            if (inflater.finished()) {
                restart(in, inLength);
            } else if (produced == 0 && inflater.needsInput()) {
                return;
            } else if (produced == 0 && inflater.needsDictionary()) {
                throw new DataFormatException("dictionary");
            }
        }
    }

    /** A block marked as the last one ends zlib's stream, not the message: go on behind it with the same window. */
    private void restart(byte[] in, int inLength) {
        int rest = inflater.getRemaining();
        inflater.reset();
        int window = Math.min(length, WINDOW);
        inflater.setDictionary(out, length - window, window);
        inflater.setInput(in, inLength - rest, rest);
    }

    @Override
    public void close() {
        if (!shared) {
            inflater.end();
        }
    }

    /** Frees a {@link #shared()} one, when its event loop ends. */
    public void closeShared() {
        inflater.end();
    }
}
