package io.quotegate.gateway.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.InternalStatus;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import io.quotegate.codec.grpc.GrpcMessageReader;
import io.quotegate.gateway.exchange.Exchange;
import java.util.Base64;
import java.util.Map;

/**
 * Writes the answer of one call as its variant has it: head, messages, and how it ended. Confined to its event loop.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses">gRPC over HTTP/2, Responses</a>
 */
final class AnswerWriter {
    /** Flag of the message of gRPC-Web that holds the trailers. */
    private static final int TRAILERS = 0x80;

    private static final AsciiString OK = AsciiString.cached("200");
    private static final AsciiString EVERYBODY = AsciiString.cached("*");
    private static final AsciiString STATUS_FIELD = AsciiString.cached("grpc-status");
    private static final AsciiString ACCEPTED_FIELD = AsciiString.cached("grpc-accept-encoding");
    private static final AsciiString ACCEPTED = AsciiString.cached("gzip");
    /** Shared and never changed: the head and the trailers of most calls. */
    private static final Http2Headers PLAIN_HEAD = headFor(Variant.GRPC);

    private static final Http2Headers PLAIN_TRAILERS = new DefaultHttp2Headers(false, 1).set(STATUS_FIELD, "0");

    private final Exchange exchange;
    private final Variant variant;

    private boolean begun;

    AnswerWriter(Exchange exchange, Variant variant) {
        this.exchange = exchange;
        this.variant = variant;
    }

    private static Http2Headers headFor(Variant variant) {
        return new DefaultHttp2Headers(false, 8)
                .status(OK)
                .set(HttpHeaderNames.CONTENT_TYPE, variant.answeredType())
                .set(ACCEPTED_FIELD, ACCEPTED);
    }

    private Http2Headers newHead() {
        Http2Headers head = headFor(variant);
        if (variant.isWeb()) {
            head.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, EVERYBODY)
                    .set(HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS, EVERYBODY);
        }
        return head;
    }

    /** Begins the answer. */
    void head(Metadata metadata) {
        begun = true;
        if (MetadataHeads.isEmpty(metadata) && !variant.isWeb()) {
            exchange.respond(PLAIN_HEAD);
        } else {
            Http2Headers head = newHead();
            MetadataHeads.add(metadata, head);
            exchange.respond(head);
        }
    }

    /** One message with its five bytes in front; takes it over. */
    void message(ByteBuf framed) {
        exchange.write(variant == Variant.WEB_TEXT ? text(framed) : framed);
    }

    /** How it ended. Without a head before, this is the whole answer. */
    void end(Status status, Metadata trailers) {
        if (status.isOk() && begun && !variant.isWeb() && MetadataHeads.isEmpty(trailers)) {
            exchange.finish(PLAIN_TRAILERS);
            return;
        }
        trailers.discardAll(InternalStatus.CODE_KEY);
        trailers.discardAll(InternalStatus.MESSAGE_KEY);
        trailers.put(InternalStatus.CODE_KEY, status);
        if (status.getDescription() != null) {
            trailers.put(InternalStatus.MESSAGE_KEY, status.getDescription());
        }
        if (variant.isWeb()) {
            endWeb(trailers);
        } else {
            Http2Headers last = begun ? new DefaultHttp2Headers(false, 8) : newHead();
            MetadataHeads.add(trailers, last);
            exchange.finish(last);
        }
    }

    private void endWeb(Metadata trailers) {
        if (!begun) {
            head(new Metadata());
        }
        Http2Headers fields = new DefaultHttp2Headers(false, 8);
        MetadataHeads.add(trailers, fields);
        StringBuilder block = new StringBuilder();
        for (Map.Entry<CharSequence, CharSequence> field : fields) {
            block.append(field.getKey()).append(": ").append(field.getValue()).append("\r\n");
        }
        ByteBuf last = exchange.alloc().directBuffer(GrpcMessageReader.HEADER_BYTES + block.length());
        last.writeByte(TRAILERS).writeInt(block.length()).writeCharSequence(block, US_ASCII);
        message(last);
        exchange.finish();
    }

    /** Refuses what is no call at all, by an HTTP status that says so to proxies too. */
    static void refuse(Exchange exchange, String httpStatus, Status status) {
        Metadata why = new Metadata();
        why.put(InternalStatus.CODE_KEY, status);
        why.put(InternalStatus.MESSAGE_KEY, String.valueOf(status.getDescription()));
        Http2Headers head = headFor(Variant.GRPC).status(new AsciiString(httpStatus));
        MetadataHeads.add(why, head);
        exchange.finish(head);
    }

    private ByteBuf text(ByteBuf framed) {
        try {
            return framed.alloc()
                    .directBuffer(framed.readableBytes() * 4 / 3 + 4)
                    .writeBytes(Base64.getEncoder().encode(framed.nioBuffer()));
        } finally {
            framed.release();
        }
    }
}
