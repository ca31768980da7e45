package io.quotegate.codec.frame;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.MessageListener;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.PartialMessage;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.text.ByteScratch;

/**
 * Finds length-prefixed frames in a byte stream, however it is cut. Confined to its connection's event loop.
 *
 * <pre>
 *  0                 4                   4 + length
 *  +-----------------+-------------------+
 *  | length, big-    | payload           |
 *  | endian, >= 1    |                   |
 *  +-----------------+-------------------+
 * </pre>
 */
public final class FrameReader implements MessageReader {
    /** Bytes of the length in front of each frame. */
    public static final int HEADER_BYTES = 4;

    private final int maxBytes;
    private final ByteScratch scratch;
    private final PartialMessage partial = new PartialMessage();

    private int headerBytes; // how many of a header that was cut have come
    private int header;
    private int length; // of the frame under way, 0 between frames
    private boolean stopped;

    /**
     * @param maxBytes largest payload accepted
     * @param scratch  shared with the other connections of this event loop
     */
    public FrameReader(int maxBytes, ByteScratch scratch) {
        this.maxBytes = maxBytes;
        this.scratch = scratch;
    }

    /** Writes the length of a frame of {@code length} bytes in front of it. */
    public static void writeHeader(ByteBuf out, int length) {
        out.writeInt(length);
    }

    @Override
    public boolean midMessage() {
        return length > 0 || headerBytes > 0;
    }

    @Override
    public void stop() {
        stopped = true;
        partial.release();
    }

    /**
     * {@inheritDoc}
     *
     * @throws ProtocolException for a length of 0 or above the limit
     */
    @Override
    public void read(ByteBuf in, MessageListener listener) {
        boolean more = true;
        while (more && in.isReadable() && !stopped) {
            if (length == 0 && !readHeader(in)) {
                return;
            }
            if (partial.length() == 0 && in.readableBytes() >= length) {
                int count = length;
                byte[] bytes = scratch.atLeast(count);
                in.readBytes(bytes, 0, count);
                length = 0;
                listener.onMessage(bytes, 0, count);
                more = listener.wantsMore();
            } else {
                partial.append(in, Math.min(in.readableBytes(), length - partial.length()));
                if (partial.length() == length) {
                    finish(listener);
                    more = listener.wantsMore();
                }
            }
        }
        if (stopped) {
            in.skipBytes(in.readableBytes());
        }
    }

    private void finish(MessageListener listener) {
        byte[] bytes = partial.array();
        int count = length;
        partial.release();
        length = 0;
        listener.onMessage(bytes, 0, count);
    }

    private boolean readHeader(ByteBuf in) {
        while (headerBytes < HEADER_BYTES) {
            if (!in.isReadable()) {
                return false;
            }
            header = header << 8 | in.readUnsignedByte();
            headerBytes++;
        }
        headerBytes = 0;
        if (header == 0) {
            throw new ProtocolException(Violation.MALFORMED, "frame length: 0 (expected: at least 1)");
        }
        if (header < 0 || header > maxBytes) {
            throw new ProtocolException(
                    Violation.TOO_LARGE,
                    "frame length: " + Integer.toUnsignedLong(header) + " (expected: at most " + maxBytes + ')');
        }
        length = header;
        return in.isReadable();
    }
}
