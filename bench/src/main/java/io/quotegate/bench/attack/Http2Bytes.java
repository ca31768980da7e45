package io.quotegate.bench.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;

/** Puts frames of HTTP/2 one behind another, allowed or not. For one thread. */
public final class Http2Bytes {
    private static final int INITIAL_WINDOW = 4;

    private final ByteBuf out = Unpooled.buffer();

    /** What a connection begins with; {@code window} is that of every stream. */
    public Http2Bytes preface(int window) {
        out.writeBytes(Http2CodecUtil.connectionPrefaceBuf());
        frame(Http2FrameTypes.SETTINGS, 0, 0, 6);
        out.writeShort(INITIAL_WINDOW).writeInt(window);
        return this;
    }

    /** Lets the peer send {@code more} bytes; on all streams together if {@code stream} is 0. */
    public Http2Bytes windowUpdate(int stream, int more) {
        frame(Http2FrameTypes.WINDOW_UPDATE, 0, stream, 4);
        out.writeInt(more);
        return this;
    }

    Http2Bytes ping() {
        frame(Http2FrameTypes.PING, 0, 0, 8);
        out.writeLong(0);
        return this;
    }

    Http2Bytes reset(int stream) {
        frame(Http2FrameTypes.RST_STREAM, 0, stream, 4);
        out.writeInt(0);
        return this;
    }

    /** A frame of a body; {@code end} if it is the last. */
    public Http2Bytes data(int stream, byte[] body, boolean end) {
        frame(Http2FrameTypes.DATA, end ? Http2Flags.END_STREAM : 0, stream, body.length);
        out.writeBytes(body);
        return this;
    }

    Http2Bytes get(int stream, String path) {
        return headers(stream, Http2Flags.END_HEADERS | Http2Flags.END_STREAM, head("GET", path));
    }

    /** The head of a call of gRPC, whose messages are to follow. */
    public Http2Bytes call(int stream, String path) {
        Http2Headers head =
                head("POST", path).add("content-type", "application/grpc").add("te", "trailers");
        return headers(stream, Http2Flags.END_HEADERS, head);
    }

    /** A head that is to be gone on with. */
    Http2Bytes headBegun(int stream) {
        return headers(stream, Http2Flags.END_STREAM, head("GET", "/v1/quotes"));
    }

    /** The header of a frame whose payload of {@code bytes} is to follow. */
    public Http2Bytes frame(int type, int flags, int stream, int bytes) {
        out.writeMedium(bytes).writeByte(type).writeByte(flags).writeInt(stream);
        return this;
    }

    private static Http2Headers head(String method, String path) {
        return new DefaultHttp2Headers()
                .method(method)
                .scheme("http")
                .path(path)
                .authority("localhost");
    }

    /** Never indexed, so that what was sent can be sent again. */
    private Http2Bytes headers(int stream, int flags, Http2Headers head) {
        ByteBuf block = Unpooled.buffer();
        try {
            new DefaultHttp2HeadersEncoder(Http2HeadersEncoder.ALWAYS_SENSITIVE).encodeHeaders(stream, head, block);
        } catch (Http2Exception e) {
            throw new IllegalStateException("a head that cannot be written", e);
        }
        frame(Http2FrameTypes.HEADERS, flags, stream, block.readableBytes());
        out.writeBytes(block);
        return this;
    }

    /** A message of a call. */
    public static byte[] message(byte[] payload) {
        byte[] framed = new byte[5 + payload.length];
        framed[4] = (byte) payload.length;
        framed[3] = (byte) (payload.length >>> 8);
        System.arraycopy(payload, 0, framed, 5, payload.length);
        return framed;
    }

    /** All that was put so far. */
    public byte[] bytes() {
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }
}
