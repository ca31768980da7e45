package io.quotegate.codec.websocket;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Decompresses whole messages of permessage-deflate, long ones in pieces where that is asked for: a kilobyte may be a million
 * bytes, which takes zlib 1.7 ms. Confined to one event loop; {@link #close()} frees native memory.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc7692#section-7.2.2">RFC 7692 §7.2.2</a>
 */
public final class MessageInflater implements AutoCloseable {
    /** In place of a length: the message has more than {@link #PIECE_BYTES}. */
    static final int LONG = -1;

    static final int PIECE_BYTES = 64 * 1024;

    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
    private static final int FIRST_BYTES = 4096;
    private static final int KEPT_BYTES = 1024 * 1024 + 1; // by default the longest message, and a byte too many
    private static final int WINDOW = 32 * 1024;

    private final boolean contextTakeover;
    private final boolean shared;
    private final Run whole = new Run();

    private @Nullable Run pieces; // from the first long message on
    private Run last = whole;
    private @Nullable Object owner; // of what is inflated in pieces

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
        return last.out;
    }

    /**
     * Inflates the message {@code in[0..inLength)} and returns its length, or {@link #LONG}: then it is to be given to
     * {@link #goOn} again and again. Where later messages refer back to it, it never is.
     *
     * @throws ProtocolException if it is not deflated data or inflates to more than {@code maxBytes}
     */
    int inflate(byte[] in, int inLength, int maxBytes) {
        last = whole;
        whole.begin(in, inLength, !contextTakeover);
        return whole.goOn(contextTakeover ? maxBytes : Math.min(PIECE_BYTES, maxBytes), maxBytes);
    }

    /**
     * Inflates a piece more of the message of {@code reader}, {@code in[0..inLength)}, which is the same each time; begins
     * anew where another reader's was inflated meanwhile. Returns its length when that was all, and {@link #LONG} before.
     *
     * @throws ProtocolException as {@link #inflate} does
     */
    int goOn(Object reader, byte[] in, int inLength, int maxBytes) {
        Run run = pieces == null ? new Run() : pieces;
        pieces = run;
        if (owner != reader) {
            owner = reader;
            run.begin(in, inLength, true);
        }
        int length = run.goOn(Math.min(run.length + PIECE_BYTES, maxBytes), maxBytes);
        if (length != LONG) {
            owner = null;
            last = run;
        }
        return length;
    }

    /** Inflates no more of the message of {@code reader}. */
    void forget(Object reader) {
        if (owner == reader) {
            owner = null;
        }
    }

    @Override
    public void close() {
        if (!shared) {
            closeShared();
        }
    }

    /** Frees a {@link #shared()} one, when its event loop ends. */
    public void closeShared() {
        whole.inflater.end();
        if (pieces != null) {
            pieces.inflater.end();
        }
    }

    /** A message under way, and what is kept from one to the next. */
    private static final class Run {
        final Inflater inflater = new Inflater(true);
        byte[] out = new byte[FIRST_BYTES];
        int length;

        private byte[] in = TAIL;
        private int inLength;

        void begin(byte[] message, int messageLength, boolean anew) {
            if (out.length > KEPT_BYTES) {
                out = new byte[FIRST_BYTES];
            }
            length = 0;
            if (anew) {
                inflater.reset();
            }
            take(message, messageLength);
        }

        private void take(byte[] bytes, int count) {
            in = bytes;
            inLength = count;
            inflater.setInput(bytes, 0, count);
        }

        /** Goes on until that is all, whose length it returns, or more than {@code most}. */
        int goOn(int most, int maxBytes) {
            try {
                while (length <= most) {
                    if (inflateSome(most, maxBytes)) {
                        return length;
                    }
                }
            } catch (DataFormatException e) {
                throw new ProtocolException(Violation.INVALID_DATA, "compressed data is damaged");
            }
            if (length > maxBytes) {
                throw new ProtocolException(
                        Violation.TOO_LARGE, "message inflates to more than " + maxBytes + " bytes");
            }
            return LONG;
        }

        private boolean inflateSome(int most, int maxBytes) throws DataFormatException {
            if (length == out.length) {
                out = Arrays.copyOf(out, (int) Math.min(out.length * 2L, Math.max(out.length + 1L, maxBytes + 1L)));
            }
            int produced = inflater.inflate(out, length, Math.min(out.length, most + 1) - length);
            length += produced;
            if (inflater.finished()) {
                restart();
            } else if (produced == 0 && inflater.needsInput()) {
                boolean all = in == TAIL;
                take(TAIL, TAIL.length);
                return all;
            } else if (produced == 0 && inflater.needsDictionary()) {
                throw new DataFormatException("dictionary");
            }
            return false;
        }

        /** A block marked as the last one ends zlib's stream, not the message: go on behind it with the same window. */
        private void restart() {
            int rest = inflater.getRemaining();
            inflater.reset();
            int window = Math.min(length, WINDOW);
            inflater.setDictionary(out, length - window, window);
            inflater.setInput(in, inLength - rest, rest);
        }
    }
}
