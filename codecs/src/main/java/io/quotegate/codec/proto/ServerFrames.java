package io.quotegate.codec.proto;

import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/** What every answer and push in Protobuf is wrapped in. Any thread, each with its own writer. */
public final class ServerFrames {
    private ServerFrames() {}

    /** The frame of an answer; what it says is to be set. */
    static ServerFrame.Builder frame(@Nullable String id) {
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        return id == null ? frame : frame.setId(id);
    }

    /** Where what {@code push} tells begins, a message of its own. */
    public static int contentStart(ByteWriter push) {
        return ProtoFields.behindVarint(push.array(), ProtoFields.behindVarint(push.array(), 0));
    }

    /** Appends {@code frame}. */
    static void put(ByteWriter out, ServerFrame.Builder frame) {
        out.put(frame.build().toByteArray());
    }
}
