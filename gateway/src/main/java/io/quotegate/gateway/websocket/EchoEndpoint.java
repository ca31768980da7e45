package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * {@code /_echo}: every message comes back, text as text and binary as binary, compressed where that was agreed. For
 * conformance tests of the WebSocket side. Confined to its connection's event loop.
 */
final class EchoEndpoint implements WebSocketEndpoint {
    /** Largest message echoed. */
    static final int MAX_BYTES = 32 * 1024 * 1024;

    private final Outlet outlet;
    private final int windowBits;
    private final @Nullable MessageDeflater deflater; // null where compression was not agreed

    EchoEndpoint(Outlet outlet, int windowBits, @Nullable MessageDeflater deflater) {
        this.outlet = outlet;
        this.windowBits = windowBits;
        this.deflater = deflater;
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        echo(WebSocketFrames.TEXT, bytes, from, to);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        echo(WebSocketFrames.BINARY, bytes, from, to);
    }

    private void echo(int opcode, byte[] bytes, int from, int to) {
        if (deflater == null) {
            write(opcode, bytes, from, to - from);
        } else {
            ByteWriter deflated = new ByteWriter(to - from + 64);
            deflater.deflate(bytes, from, to, windowBits, deflated);
            write(opcode | WebSocketFrames.COMPRESSED, deflated.array(), 0, deflated.length());
        }
    }

    private void write(int firstBits, byte[] payload, int from, int length) {
        ByteBuf frame = outlet.alloc().directBuffer(WebSocketFrames.MAX_HEADER + length);
        WebSocketFrames.header(frame, WebSocketFrames.FIN | firstBits, length);
        frame.writeBytes(payload, from, length);
        outlet.write(frame);
    }

    @Override
    public void close() {
        if (deflater != null) {
            deflater.close();
        }
    }
}
