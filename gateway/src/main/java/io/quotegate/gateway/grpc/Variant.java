package io.quotegate.gateway.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.base64.Base64;
import io.netty.util.AsciiString;
import io.quotegate.codec.grpc.GrpcMessageReader;
import io.quotegate.gateway.fanout.WireFormat;
import org.jspecify.annotations.Nullable;

/**
 * The ways gRPC travels in HTTP.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a>
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md">gRPC-Web</a>
 */
enum Variant {
    /** HTTP/2, with trailers. */
    GRPC("application/grpc", WireFormat.GRPC),
    /** Any version of HTTP; trailers are the last message of the body. */
    WEB("application/grpc-web", WireFormat.GRPC),
    /** The same in Base64. */
    WEB_TEXT("application/grpc-web-text", WireFormat.GRPC_TEXT);

    private static final int TEXT_HEADER_CHARS = 8; // of Base64, in which the five bytes before a message are

    private static final String WHOLE = "+proto";

    private final AsciiString contentType;
    private final AsciiString answeredType;
    private final WireFormat format;

    Variant(String contentType, WireFormat format) {
        this.format = format;
        this.contentType = AsciiString.cached(contentType);
        answeredType = AsciiString.cached(contentType + WHOLE);
    }

    /** The variant that a request of {@code type} is of; null if it is none, or of another message format. */
    static @Nullable Variant of(@Nullable CharSequence type) {
        if (type == null) {
            return null;
        }
        for (Variant variant : values()) {
            int length = variant.contentType.length();
            if (AsciiString.regionMatches(type, true, 0, variant.contentType, 0, length)
                    && isWhole(type.subSequence(length, type.length()))) {
                return variant;
            }
        }
        return null;
    }

    /** Nothing, Protobuf, or parameters of the type. */
    private static boolean isWhole(CharSequence rest) {
        if (rest.length() == 0 || rest.charAt(0) == ';') {
            return true;
        }
        return AsciiString.regionMatches(rest, true, 0, WHOLE, 0, WHOLE.length())
                && (rest.length() == WHOLE.length() || rest.charAt(WHOLE.length()) == ';');
    }

    /** The content type of an answer. */
    AsciiString answeredType() {
        return this == GRPC ? contentType : answeredType;
    }

    /** How the fan-out frames quotes for it. */
    WireFormat format() {
        return format;
    }

    /** How long the message is that begins at the index {@code at} of {@code written}, with what stands before it. */
    int messageBytes(ByteBuf written, int at) {
        if (this != WEB_TEXT) {
            return GrpcMessageReader.HEADER_BYTES + written.getInt(at + 1);
        }
        ByteBuf header = Base64.decode(written, at, TEXT_HEADER_CHARS);
        try {
            int bytes = GrpcMessageReader.HEADER_BYTES + header.getInt(1);
            return (bytes + 2) / 3 * 4;
        } finally {
            header.release();
        }
    }

    boolean isWeb() {
        return this != GRPC;
    }
}
