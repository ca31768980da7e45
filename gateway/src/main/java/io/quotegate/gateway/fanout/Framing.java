package io.quotegate.gateway.fanout;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.ring.FeedInstance;
import io.quotegate.text.ByteWriter;

/** Puts messages into the framing of a {@link WireFormat}. Confined to its event loop; it holds a compressor. */
final class Framing implements AutoCloseable {
    private static final byte[] SSE_OPENING = "data: ".getBytes(US_ASCII);
    private static final byte[] SSE_ID = "id: ".getBytes(US_ASCII);
    private static final byte[] SSE_END = "\n\n".getBytes(US_ASCII);
    private static final int NOT_COMPRESSED = 0;

    private final MessageDeflater deflater = new MessageDeflater();
    private final ByteWriter deflated = new ByteWriter(512);
    private final ByteWriter bare = new ByteWriter(512);

    private FeedInstance instance = () -> "";
    private String instanceSaid = "";
    private byte[] idOpening = {}; // with it

    /** Events are told from those of another run of the feed by {@code newInstance}, of what is being said. */
    void numberedBy(FeedInstance newInstance) {
        instance = newInstance;
    }

    /** Gives the Server-Sent Event that {@code out} ends with an id. */
    void appendId(long number, ByteWriter out) {
        String now = instance.instance();
        if (!now.equals(instanceSaid)) {
            instanceSaid = now;
            idOpening = (now + ':').getBytes(US_ASCII);
        }
        out.truncate(out.length() - 1); // the empty line, which ends it
        out.put(SSE_ID).put(idOpening).number(number).put(SSE_END);
    }

    /** Appends {@code payload} framed, without what stands before {@code from} in it. */
    void append(WireFormat format, ByteWriter payload, int from, ByteWriter out) {
        switch (format) {
            case FRAME_JSON, FRAME_PROTO, FRAME_SBE -> put(payload, from, length(payload, from, out));
            case LINE_JSON -> put(payload, from, out).put('\n');
            case WEBSOCKET_JSON, WEBSOCKET_JSON_TAKEOVER -> webSocket(WebSocketFrames.TEXT, payload, from, out);
            case WEBSOCKET_PROTO, WEBSOCKET_PROTO_TAKEOVER, WEBSOCKET_SBE, WEBSOCKET_SBE_TAKEOVER ->
                webSocket(WebSocketFrames.BINARY, payload, from, out);
            case WEBSOCKET_JSON_DEFLATED -> deflated(WebSocketFrames.TEXT, payload, from, out);
            case WEBSOCKET_PROTO_DEFLATED, WEBSOCKET_SBE_DEFLATED ->
                deflated(WebSocketFrames.BINARY, payload, from, out);
            case SSE -> put(payload, from, out.put(SSE_OPENING)).put(SSE_END);
            case GRPC -> call(payload, from, out);
            case GRPC_TEXT -> {
                call(payload, from, bare.clear());
                out.base64(bare);
            }
        }
    }

    private static void call(ByteWriter payload, int from, ByteWriter out) {
        put(payload, from, length(payload, from, out.put(NOT_COMPRESSED)));
    }

    private static void webSocket(int firstBits, ByteWriter payload, int from, ByteWriter out) {
        WebSocketFrames.header(out, WebSocketFrames.FIN | firstBits, payload.length() - from);
        put(payload, from, out);
    }

    private void deflated(int opcode, ByteWriter payload, int from, ByteWriter out) {
        int length = payload.length() - from;
        deflater.deflate(payload.array(), from, length, MessageDeflater.MAX_WINDOW_BITS, deflated.clear());
        webSocket(WebSocketFrames.COMPRESSED | opcode, deflated, 0, out);
    }

    /** In four bytes. */
    private static ByteWriter length(ByteWriter payload, int from, ByteWriter out) {
        int length = payload.length() - from;
        return out.put(length >>> 24).put(length >>> 16).put(length >>> 8).put(length);
    }

    private static ByteWriter put(ByteWriter payload, int from, ByteWriter out) {
        return out.put(payload.array(), from, payload.length() - from);
    }

    @Override
    public void close() {
        deflater.close();
    }
}
