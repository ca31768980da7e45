package io.quotegate.gateway.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * A channel whose client takes no more bytes than a test lets it, so that what is flushed waits as it does before a full
 * socket. Confined to the test's thread.
 */
public final class PacedChannel extends EmbeddedChannel {
    /** What Netty counts for each write besides its bytes. */
    public static final int WRITE_OVERHEAD = 96;

    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    private long room;
    private int flushes; // those that found something to write

    /**
     * @param room      bytes that the client takes at first
     * @param waterMark unsent bytes above which the channel is not writable; it is again at half of them
     */
    public PacedChannel(long room, int waterMark, ChannelHandler... handlers) {
        this.room = room;
        config().setWriteBufferWaterMark(new WriteBufferWaterMark(waterMark / 2, waterMark));
        pipeline().addLast(handlers);
    }

    /** Lets the client take {@code bytes} more, of what waits and of what comes. */
    public void takeMore(long bytes) {
        room = Math.addExact(room, bytes);
        flush();
    }

    /** From now on the client takes only {@code bytes}. */
    public void takeOnly(long bytes) {
        room = bytes;
    }

    /** What the client has taken since it was asked last. */
    public byte[] taken() {
        byte[] bytes = taken.toByteArray();
        taken.reset();
        return bytes;
    }

    /** How often bytes were handed to the socket since it was asked last. */
    public int flushes() {
        int count = flushes;
        flushes = 0;
        return count;
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer out) throws IOException {
        flushes++;
        for (Object message = out.current(); message != null; message = out.current()) {
            ByteBuf bytes = (ByteBuf) message;
            int count = (int) Math.min(room, bytes.readableBytes());
            bytes.readBytes(taken, count);
            room -= count;
            if (bytes.isReadable()) {
                return;
            }
            out.remove();
        }
    }
}
