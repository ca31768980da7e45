package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import java.util.EnumMap;
import java.util.Map;

/**
 * One message to many clients, encoded once for each format that any of them wants. Owns its buffers until it is
 * closed. Confined to its event loop.
 */
public final class SharedMessage implements AutoCloseable {
    private final MessageWriter writer;
    private final Content content;
    private final Map<WireFormat, ByteBuf> framed = new EnumMap<>(WireFormat.class);

    public SharedMessage(MessageWriter writer, Content content) {
        this.writer = writer;
        this.content = content;
    }

    /** What the message says. */
    @FunctionalInterface
    public interface Content {
        void write(WireFormat format, ByteWriter out);
    }

    /** Pushes it to a client, in the format that the client speaks; one for whom that fails is ended, and no other. */
    public void send(Outlet outlet, WireFormat format) {
        outlet.attempt(() -> outlet.push(framed.computeIfAbsent(format, this::frame)), outlet::end);
    }

    /** The same for a client to which what comes later can be told in its place; whether it was taken. */
    public boolean offer(Outlet outlet, WireFormat format) {
        return outlet.offer(framed.computeIfAbsent(format, this::frame));
    }

    private ByteBuf frame(WireFormat format) {
        ByteWriter payload = writer.payload();
        content.write(format, payload);
        return writer.framed(format, payload);
    }

    @Override
    public void close() {
        framed.values().forEach(ByteBuf::release);
    }
}
