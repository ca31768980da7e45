package io.quotegate.gateway.interactive;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.InteractiveEncoder;
import io.quotegate.codec.json.InteractiveJson;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.WireFormat;
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
        void write(WireFormat format, ByteWriter out);
    }

    /** Writes the messages of {@code format}. */
    public static InteractiveEncoder encoder(WireFormat format) {
        return format.payload() == WireFormat.Payload.JSON ? InteractiveJson.ENCODER : InteractiveProto.ENCODER;
    }

    /** Pushes it to a client, in the format that the client speaks. */
    public void send(Outlet outlet, WireFormat format) {
        outlet.push(framed.computeIfAbsent(format, this::frame));
    }

    private ByteBuf frame(WireFormat format) {
        ByteWriter payload = writer.payload();
        content.write(format, payload);
        return writer.framed(format, payload);
    }

    void release() {
        framed.values().forEach(ByteBuf::release);
    }
}
