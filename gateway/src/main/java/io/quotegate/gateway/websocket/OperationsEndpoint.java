package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.api.ClientRequest;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.text.ByteWriter;

/**
 * {@code /v1/stream}: the operations, as JSON in text messages, or as {@code ClientFrame} and {@code ServerFrame} in
 * binary ones where that subprotocol was agreed; where SBE was, pushes that have such a form are binary messages of it
 * beside the text. Confined to its connection's event loop.
 */
final class OperationsEndpoint implements WebSocketEndpoint {
    private final LoopContext loop;
    private final ClientOperations operations;
    private final RequestDecoders decoders;
    private final WireFormat format;

    OperationsEndpoint(LoopContext loop, ClientOperations operations, RequestDecoders decoders, WireFormat format) {
        this.loop = loop;
        this.operations = operations;
        this.decoders = decoders;
        this.format = format;
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        if (format.payload() != WireFormat.Payload.PROTO) {
            operations.perform(decoders.decode(format, bytes, from, to), format);
        } else {
            refuse("text message (expected: binary, as the subprotocol says)");
        }
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        if (format.payload() == WireFormat.Payload.PROTO) {
            operations.perform(decoders.decode(format, bytes, from, to), format);
        } else {
            refuse("binary message (expected: text, or the subprotocol " + WebSocketRoutes.PROTOBUF + ')');
        }
    }

    private void refuse(String message) {
        operations.perform(ClientRequest.badRequest(null, message), format);
    }

    @Override
    public void onWritable() {
        operations.onWritable();
    }

    @Override
    public boolean owes() {
        return operations.owes();
    }

    /** A client that is to come back, and not at once, is told; to others the close frame says all. */
    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        if (!reason.letsFinish() || operations.isSendingContent()) {
            return Unpooled.EMPTY_BUFFER;
        }
        ByteWriter payload = loop.writer().payload();
        loop.writer().encoder(format).farewell(payload, operations.farewell(reason));
        return loop.writer().framed(format, payload);
    }

    @Override
    public boolean isConflated() {
        return operations.isConflated();
    }

    @Override
    public void close() {
        operations.close();
    }
}
