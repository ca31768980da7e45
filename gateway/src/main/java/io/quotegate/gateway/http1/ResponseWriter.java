package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.HttpDate;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.ResponseHead;

/**
 * Writes the heads of answers as HTTP/1.1 has them. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-4">RFC 9112 §4 and §5</a>
 */
final class ResponseWriter {
    private static final AsciiString VERSION = AsciiString.cached("HTTP/1.1 ");
    private static final AsciiString OK = AsciiString.cached("200 OK\r\n");
    private static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    private static final int HEAD_BYTES = 320; // most fit, and grow where not
    private static final int CR_LF = '\r' << 8 | '\n';
    private static final int COLON_SPACE = ':' << 8 | ' ';

    private ResponseWriter() {}

    /** What becomes of the connection behind an answer, as far as the client has to be told. */
    enum Fate {
        CLOSED,
        /** Without saying so: what HTTP/1.1 does anyway. */
        KEPT,
        /** Said to a client of HTTP/1.0. */
        KEPT_ALIVE
    }

    /** An answer that is only its head. */
    static ByteBuf informational(ByteBufAllocator alloc, HttpResponseStatus status, HttpFields... fields) {
        ByteBuf out = alloc.directBuffer(HEAD_BYTES);
        status(out, status);
        for (HttpFields some : fields) {
            fields(out, some);
        }
        return out.writeShort(CR_LF);
    }

    /**
     * The head of an answer, with {@code roomBytes} behind it for the body.
     *
     * @param lengthBytes of the body; negative where {@code head} says it, or nothing does
     */
    static ByteBuf head(ByteBufAllocator alloc, ResponseHead head, long lengthBytes, Fate fate, int roomBytes) {
        ByteBuf out = alloc.directBuffer(HEAD_BYTES + roomBytes);
        status(out, head.status());
        fields(out, head.fields());
        if (!head.fields().contains(HttpHeaderNames.DATE)) {
            field(out, HttpHeaderNames.DATE, HttpDate.now());
        }
        if (lengthBytes >= 0) {
            field(out, HttpHeaderNames.CONTENT_LENGTH, AsciiString.of(Long.toString(lengthBytes)));
        }
        switch (fate) {
            case CLOSED -> field(out, HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            case KEPT_ALIVE -> field(out, HttpHeaderNames.CONNECTION, KEEP_ALIVE);
            case KEPT -> {}
        }
        return out.writeShort(CR_LF);
    }

    private static void status(ByteBuf out, HttpResponseStatus status) {
        text(out, VERSION);
        if (status.equals(HttpResponseStatus.OK)) {
            text(out, OK);
        } else {
            text(out, status.codeAsText());
            out.writeByte(' ');
            ByteBufUtil.writeAscii(out, status.reasonPhrase());
            out.writeShort(CR_LF);
        }
    }

    private static void fields(ByteBuf out, HttpFields fields) {
        for (int i = 0; i < fields.count(); i++) {
            field(out, fields.name(i), fields.value(i));
        }
    }

    private static void field(ByteBuf out, AsciiString name, AsciiString value) {
        text(out, name);
        out.writeShort(COLON_SPACE);
        text(out, value);
        out.writeShort(CR_LF);
    }

    private static void text(ByteBuf out, AsciiString text) {
        out.writeBytes(text.array(), text.arrayOffset(), text.length());
    }
}
