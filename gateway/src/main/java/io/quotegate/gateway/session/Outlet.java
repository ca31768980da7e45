package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * The way to one client: a connection, or one stream of a connection that carries many. Buffers it is given it takes
 * over and releases. Confined to its event loop.
 */
public interface Outlet {
    /** Where buffers for it come from. */
    ByteBufAllocator alloc();

    /** Writes whole messages without flushing, behind what waits already. */
    void write(ByteBuf bytes);

    /** The same, and flushes. */
    void writeAndFlush(ByteBuf bytes);

    /** Writes without flushing, before what was {@linkplain #putOff put off}. */
    void writeFirst(ByteBuf bytes);

    /** Lets whole messages wait until the client takes bytes again. */
    void putOff(ByteBuf bytes);

    /** Sends what was written. */
    void flush();

    /** Whether what is written now goes on its way, or waits. */
    boolean isWritable();

    /** Bytes written that have not been taken. */
    long unsentBytes();

    /** Notes that bytes came, and whether they left a message incomplete. */
    void heard(boolean midMessage);

    /** How long nothing was sent; 0 while something waits to be: a client that takes nothing would not hear more. */
    long quietNs(long nowNs);

    /** How long a message has been incomplete; 0 when none is. */
    long incompleteNs(long nowNs);

    /** Whether it is over, or about to be. */
    boolean isEnding();

    /** Says goodbye for {@code because} and closes. The first reason given stands. */
    void end(DisconnectReason because);

    /** Sends {@code lastWords} and closes. */
    void end(DisconnectReason because, ByteBuf lastWords);
}
