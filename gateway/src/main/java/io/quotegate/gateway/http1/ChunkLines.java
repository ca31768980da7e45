package io.quotegate.gateway.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the lines before the chunks of a body, of which Netty reads only the size: what is written otherwise than HTTP
 * asks, other servers may read otherwise. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-7.1">RFC 9112 §7.1</a>
 */
final class ChunkLines {
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
    private static final String QUOTED = "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"";
    private static final Pattern LINE = Pattern.compile("([0-9A-Fa-f]+)" + "(?:[ \\t]*;[ \\t]*" + TOKEN
            + "(?:[ \\t]*=[ \\t]*(?:" + TOKEN + '|' + QUOTED + "))?)*\\r");

    private boolean inBody; // and a line is next, when nothing remains
    private long remaining; // of the chunk
    private long next; // size that the line says which comes next
    private int lineEnd = -1; // of the line that comes next; negative if it is not whole

    /** A head was read, of a body that comes in chunks. */
    void begin() {
        inBody = true;
        remaining = 0;
    }

    /** Whether chunks are still to come; what follows the last one are trailers. */
    boolean isInBody() {
        return inBody;
    }

    /** Whether the line that comes next in {@code in}, if it is whole, is as it should be. */
    boolean isRight(ByteBuf in) {
        lineEnd = -1;
        if (!inBody || remaining > 0) {
            return true;
        }
        int from = behindDelimiter(in);
        int end = in.indexOf(from, in.writerIndex(), (byte) '\n');
        if (end < 0) {
            return true;
        }
        Matcher line = LINE.matcher(in.toString(from, end - from, ISO_8859_1));
        if (!line.matches()) {
            return false;
        }
        lineEnd = end;
        next = size(line.group(1));
        return true;
    }

    /** What ends the chunk before may not have been read. */
    private static int behindDelimiter(ByteBuf in) {
        int from = in.readerIndex();
        if (from < in.writerIndex() && in.getByte(from) == '\r') {
            from++;
        }
        return from < in.writerIndex() && in.getByte(from) == '\n' ? from + 1 : from;
    }

    /** What is too large to be told is refused by Netty. */
    private static long size(String digits) {
        try {
            return Long.parseLong(digits, 16);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** {@code in} was read on, by {@code contentBytes} of content. */
    void onRead(ByteBuf in, long contentBytes) {
        if (lineEnd >= 0 && in.readerIndex() > lineEnd) {
            remaining = next;
            inBody = next > 0; // trailers follow the last
        }
        remaining -= contentBytes;
    }
}
