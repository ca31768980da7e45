package io.quotegate.cli.wire;

import io.netty.buffer.ByteBuf;

/** Where a frame's length stands in front of it. */
public interface FrameLayout {
    /** Bytes of the header at {@code at}, or, if too few are available to tell, more than those. */
    int headerBytes(ByteBuf in, int at, int available);

    /** Bytes behind the header at {@code at}, which is whole. */
    long payloadBytes(ByteBuf in, int at);

    /** What the frame at {@code at} is: the opcode or type that its layout knows. */
    int opcode(ByteBuf in, int at);
}
