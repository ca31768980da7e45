package io.quotegate.cli.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** What is done on one connection. Confined to its event loop. */
public interface Traffic {
    /** Messages can be sent. */
    void onOpen(Channel channel);

    /** A message came, {@code bytes[at..at+length)}, valid during the call. */
    void onMessage(ByteBuf bytes, int at, int length);

    /** All that had arrived is read. */
    void onReadComplete();
}
