package io.quotegate.gateway.interactive;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.InteractiveEncoder;
import io.quotegate.codec.json.InteractiveJson;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.text.ByteWriter;
import java.util.EnumMap;
import java.util.Map;

/** One message to many clients, encoded once for each format. Owns its buffers. Confined to its event loop. */
public final class SharedPush {
    private final MessageWriter writer;
    private final Content content;
    private final Map<WireFormat, ByteBuf> framed = new EnumMap<>(WireFormat.class);

    SharedPush(MessageWriter writer, Content content) {
        this.writer = writer;
        this.content = content;
    }

    /** What the message says. */
    @FunctionalInterface
    interface Content {
        void write(InteractiveEncoder encoder, ByteWriter out);
    }

    /** Writes the messages of {@code format}. */
    public static InteractiveEncoder encoder(WireFormat format) {
        return format.payload() == WireFormat.Payload.JSON ? InteractiveJson.ENCODER : InteractiveProto.ENCODER;
    }

    /**
     * Sends it to a client, as the fan-out would: what the client does not take waits, and a client for which more than
     * {@code pendingBytes} would wait is closed.
     */
    public void send(Outlet outlet, WireFormat format, int pendingBytes) {
        if (outlet.isEnding()) {
            return;
        }
        ByteBuf bytes = framed.computeIfAbsent(format, this::frame);
        if (outlet.isWritable()) {
            outlet.writeAndFlush(bytes.retainedDuplicate());
        } else if (outlet.unsentBytes() + bytes.readableBytes() <= pendingBytes) {
            outlet.putOff(bytes.retainedDuplicate());
        } else {
            outlet.end(DisconnectReason.SLOW_CONSUMER);
        }
    }

    private ByteBuf frame(WireFormat format) {
        ByteWriter payload = writer.payload();
        content.write(encoder(format), payload);
        return writer.framed(format, payload);
    }

    void release() {
        framed.values().forEach(ByteBuf::release);
    }
}
