package io.quotegate.codec.proto;

import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/** What every answer in Protobuf is wrapped in. Any thread, each with its own writer. */
final class ServerFrames {
    private ServerFrames() {}

    /** The frame of an answer; what it says is to be set. */
    static ServerFrame.Builder frame(@Nullable String id) {
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        return id == null ? frame : frame.setId(id);
    }

    /** Appends {@code frame}. */
    static void put(ByteWriter out, ServerFrame.Builder frame) {
        out.put(frame.build().toByteArray());
    }
}
