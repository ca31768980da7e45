package io.quotegate.gateway.tcp;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.MessageListener;
import io.quotegate.codec.frame.JsonObjectReader;
import io.quotegate.gateway.fanout.WireFormat;

/** JSON objects one after another. Confined to its connection's event loop. */
public final class JsonSource implements StreamHandler.MessageSource {
    private final JsonObjectReader reader;

    public JsonSource(JsonObjectReader reader) {
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
        return WireFormat.LINE_JSON;
    }
}
