package io.quotegate.codec.grpc;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import java.util.Arrays;
import java.util.Base64;

/**
 * Decodes the Base64 of a gRPC-Web text body as its pieces come: runs that may each end with padding. Confined to one
 * thread.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md#protocol-differences-vs-grpc-over-http2">gRPC-Web, text</a>
 */
public final class WebTextReader {
    private static final int QUANTUM = 4;

    private final byte[] partial = new byte[QUANTUM];
    private int partialLength;

    /**
     * The bytes that {@code piece}, which stays the caller's, adds; to be released.
     *
     * @throws ProtocolException if it is not Base64
     */
    public ByteBuf read(ByteBuf piece) {
        byte[] text = new byte[partialLength + piece.readableBytes()];
        System.arraycopy(partial, 0, text, 0, partialLength);
        piece.readBytes(text, partialLength, piece.readableBytes());
        int whole = text.length - text.length % QUANTUM;
        partialLength = text.length - whole;
        System.arraycopy(text, whole, partial, 0, partialLength);
        ByteBuf out = piece.alloc().buffer(Math.max(1, whole));
        try {
            decode(text, whole, out);
        } catch (IllegalArgumentException e) {
            out.release();
            throw new ProtocolException(Violation.MALFORMED, "body (expected: Base64)");
        }
        return out;
    }

    private static void decode(byte[] text, int length, ByteBuf out) {
        Base64.Decoder decoder = Base64.getDecoder();
        int from = 0;
        for (int i = QUANTUM; i <= length; i += QUANTUM) {
            if (text[i - 1] == '=' || i == length) { // the end of a run
                out.writeBytes(decoder.decode(Arrays.copyOfRange(text, from, i)));
                from = i;
            }
        }
    }

    /** Whether the text was cut within four characters. */
    public boolean isMidQuantum() {
        return partialLength > 0;
    }
}
