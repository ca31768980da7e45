package io.quotegate.gateway.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.proto.QuoteProto;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.text.ByteWriter;

/** Puts messages into the framing of a {@link WireFormat}. Confined to its event loop; it holds a compressor. */
final class Framing implements AutoCloseable {
    private static final byte[] SSE_OPENING = "data: ".getBytes(US_ASCII);
    private static final byte[] SSE_END = "\n\n".getBytes(US_ASCII);

    private final MessageDeflater deflater = new MessageDeflater();
    private final ByteWriter deflated = new ByteWriter(512);
    private final ByteWriter bare = new ByteWriter(512);

    /** Appends {@code payload} framed. */
    void append(WireFormat format, ByteWriter payload, ByteWriter out) {
        switch (format) {
            case FRAME_JSON, FRAME_PROTO -> {
                int length = payload.length();
                out.put(length >>> 24).put(length >>> 16).put(length >>> 8).put(length);
                append(payload, out);
            }
            case LINE_JSON -> {
                append(payload, out);
                out.put('\n');
            }
            case WEBSOCKET_JSON -> webSocket(WebSocketFrames.TEXT, payload, out);
            case WEBSOCKET_PROTO -> webSocket(WebSocketFrames.BINARY, payload, out);
            case WEBSOCKET_JSON_DEFLATED -> deflated(WebSocketFrames.TEXT, payload, out);
            case WEBSOCKET_PROTO_DEFLATED -> deflated(WebSocketFrames.BINARY, payload, out);
            case SSE -> {
                append(payload, out.put(SSE_OPENING));
                out.put(SSE_END);
            }
            case GRPC -> call(payload, out);
            case GRPC_TEXT -> {
                call(payload, bare.clear());
                out.base64(bare);
            }
        }
    }

    /** The quote alone, out of its {@code ServerFrame}, behind the five bytes of a message that is not compressed. */
    private static void call(ByteWriter payload, ByteWriter out) {
        int from = QuoteProto.quoteStart(payload);
        int length = payload.length() - from;
        out.put(0).put(length >>> 24).put(length >>> 16).put(length >>> 8).put(length);
        out.put(payload.array(), from, length);
    }

    private static void webSocket(int firstBits, ByteWriter payload, ByteWriter out) {
        WebSocketFrames.header(out, WebSocketFrames.FIN | firstBits, payload.length());
        append(payload, out);
    }

    private void deflated(int opcode, ByteWriter payload, ByteWriter out) {
        deflater.deflate(payload.array(), 0, payload.length(), MessageDeflater.MAX_WINDOW_BITS, deflated.clear());
        webSocket(WebSocketFrames.COMPRESSED | opcode, deflated, out);
    }

    private static void append(ByteWriter payload, ByteWriter out) {
        out.put(payload.array(), 0, payload.length());
    }

    @Override
    public void close() {
        deflater.close();
    }
}
