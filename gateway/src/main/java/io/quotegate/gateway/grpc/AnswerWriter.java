package io.quotegate.gateway.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.InternalStatus;
import io.grpc.Metadata;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.codec.grpc.GrpcMessageReader;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.ResponseHead;
import java.util.Base64;

/**
 * Writes the answer of one call as its variant has it: head, messages, and how it ended. Confined to its event loop.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#responses">gRPC over HTTP/2, Responses</a>
 */
final class AnswerWriter {
    /** Flag of the message of gRPC-Web that holds the trailers. */
    private static final int TRAILERS = 0x80;

    private static final AsciiString STATUS_FIELD = AsciiString.cached("grpc-status");
    private static final AsciiString ACCEPTED_FIELD = AsciiString.cached("grpc-accept-encoding");
    private static final AsciiString ACCEPTED = AsciiString.cached("gzip");
    private static final int FIELDS = 8;
    /** Shared and never changed: the head and the trailers of most calls. */
    private static final ResponseHead PLAIN_HEAD =
            new ResponseHead(HttpResponseStatus.OK, fieldsFor(Variant.GRPC).build());

    private static final HttpFields PLAIN_TRAILERS = HttpFields.of(STATUS_FIELD, HttpHeaderValues.ZERO);

    private final HttpStream stream;
    private final Variant variant;

    private boolean begun;

    AnswerWriter(HttpStream stream, Variant variant) {
        this.stream = stream;
        this.variant = variant;
    }

    private static HttpFields.Builder fieldsFor(Variant variant) {
        return HttpFields.builder(FIELDS)
                .add(HttpHeaderNames.CONTENT_TYPE, variant.answeredType())
                .add(ACCEPTED_FIELD, ACCEPTED);
    }

    /** A head with {@code metadata}. */
    private static ResponseHead headOf(Variant variant, Metadata metadata) {
        HttpFields.Builder fields = fieldsFor(variant);
        MetadataHeads.add(metadata, fields);
        return new ResponseHead(HttpResponseStatus.OK, fields.build());
    }

    /** Begins the answer. */
    void head(Metadata metadata) {
        begun = true;
        stream.respond(MetadataHeads.isEmpty(metadata) && !variant.isWeb() ? PLAIN_HEAD : headOf(variant, metadata));
    }

    /** One message with its five bytes in front; takes it over. */
    void message(ByteBuf framed) {
        stream.write(variant == Variant.WEB_TEXT ? text(framed) : framed);
    }

    /** How it ended. Without a head before, this is the whole answer. */
    void end(Status status, Metadata trailers) {
        if (status.isOk() && begun && !variant.isWeb() && MetadataHeads.isEmpty(trailers)) {
            stream.finish(PLAIN_TRAILERS);
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
        } else if (begun) {
            stream.finish(fieldsOf(trailers));
        } else {
            stream.respond(headOf(variant, trailers), Unpooled.EMPTY_BUFFER);
        }
    }

    private static HttpFields fieldsOf(Metadata trailers) {
        HttpFields.Builder fields = HttpFields.builder(FIELDS);
        MetadataHeads.add(trailers, fields);
        return fields.build();
    }

    private void endWeb(Metadata trailers) {
        if (!begun) {
            head(new Metadata());
        }
        HttpFields fields = fieldsOf(trailers);
        StringBuilder block = new StringBuilder();
        for (int i = 0; i < fields.count(); i++) {
            block.append(fields.name(i)).append(": ").append(fields.value(i)).append("\r\n");
        }
        ByteBuf last = stream.alloc().directBuffer(GrpcMessageReader.HEADER_BYTES + block.length());
        last.writeByte(TRAILERS).writeInt(block.length()).writeCharSequence(block, US_ASCII);
        message(last);
        stream.finish();
    }

    /** The whole answer to a call of {@code variant} that ends with {@code status} before it began. */
    static ResponseHead refusal(Variant variant, Status status) {
        return headOf(variant, metadata(status));
    }

    private static Metadata metadata(Status status) {
        Metadata why = new Metadata();
        why.put(InternalStatus.CODE_KEY, status);
        why.put(InternalStatus.MESSAGE_KEY, String.valueOf(status.getDescription()));
        return why;
    }

    /** Refuses what is no call at all, by an HTTP status that says so to proxies too, with {@code more} fields. */
    static void refuse(HttpStream stream, HttpResponseStatus httpStatus, Status status, HttpFields more) {
        HttpFields.Builder fields = fieldsFor(Variant.GRPC).addAll(more);
        MetadataHeads.add(metadata(status), fields);
        stream.respond(new ResponseHead(httpStatus, fields.build()), Unpooled.EMPTY_BUFFER);
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
