package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.ArrayDeque;

/** What a client that is behind has still to be sent, in order. Owns its buffers. Confined to its event loop. */
final class Backlog {
    private final ArrayDeque<ByteBuf> waiting = new ArrayDeque<>(1);

    private long bytes;
    private boolean writing;

    /** Takes {@code next} over. */
    void add(ByteBuf next) {
        bytes += next.readableBytes();
        waiting.add(next);
    }

    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Writes and flushes for as long as {@code channel} takes it. */
    void writeTo(Channel channel) {
        if (writing) {
            return; // a flush of ours made room, which is noticed below
        }
        writing = true;
        try {
            while (!waiting.isEmpty() && channel.isWritable()) {
                while (!waiting.isEmpty() && channel.isWritable()) {
                    channel.write(next(), channel.voidPromise());
                }
                channel.flush();
            }
        } finally {
            writing = false;
        }
    }

    /** Writes everything, without flushing; a slow client loses it, so that nothing stands before the reason. */
    void endFor(DisconnectReason because, Channel channel) {
        if (because == DisconnectReason.SLOW_CONSUMER) {
            release();
        }
        while (!waiting.isEmpty()) {
            channel.write(next(), channel.voidPromise());
        }
    }

    private ByteBuf next() {
        ByteBuf next = waiting.remove();
        bytes -= next.readableBytes();
        return next;
    }

    void release() {
        waiting.forEach(ByteBuf::release);
        waiting.clear();
        bytes = 0;
    }
}
