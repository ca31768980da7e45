package io.quotegate.gateway.tcp;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.MessageListener;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.gateway.fanout.WireFormat;

/**
 * Messages behind a 4-byte length. A payload that opens with a brace is JSON, any other a Protobuf {@code ClientFrame}
 * (which cannot: it would be field 15 as a group). Confined to its connection's event loop.
 */
public final class FrameSource implements StreamHandler.MessageSource {
    private final FrameReader reader;

    public FrameSource(FrameReader reader) {
        this.reader = reader;
    }

    @Override
    public void read(ByteBuf in, MessageListener listener) {
        reader.read(in, listener);
    }

    @Override
    public boolean midMessage() {
        return reader.midMessage();
    }

    @Override
    public void stop() {
        reader.stop();
    }

    @Override
    public WireFormat format(byte firstByte) {
        return firstByte == '{' ? WireFormat.FRAME_JSON : WireFormat.FRAME_PROTO;
    }
}
