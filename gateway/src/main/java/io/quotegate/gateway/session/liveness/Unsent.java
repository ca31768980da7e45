package io.quotegate.gateway.session.liveness;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** What was written to a channel and its client has not taken. Confined to its event loop. */
public record Unsent(Channel channel) {
    public long bytes() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    /** Whether a client who is only pushed the newest may be left alone with it. */
    public boolean isLittle() {
        return TakingWatch.isLittle(bytes(), channel.config().getWriteBufferHighWaterMark());
    }

    /** Another number whenever something was taken: which buffer is next, and how much of it is left. */
    public long mark() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        Object next = outbound == null ? null : outbound.current();
        long rest = next instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        return (long) System.identityHashCode(next) << Integer.SIZE | rest;
    }
}
