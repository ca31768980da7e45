package io.quotegate.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.api.DeliveryMode;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import java.util.BitSet;

/** One client's Server-Sent Events, on a connection or a stream of its own. Confined to its event loop. */
final class EventStream {
    private static final ByteBuf COMMENT = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(":\n\n", US_ASCII));

    private final Outlet outlet;
    private final LoopContext loop;
    private final Subscriber subscriber;

    EventStream(Outlet outlet, LoopContext loop) {
        this.outlet = outlet;
        this.loop = loop;
        subscriber = loop.fanout().subscriber(outlet);
    }

    /** What a client asked for. */
    record Wish(BitSet pairs, DeliveryMode mode) {}

    /** Writes a snapshot, and from now on what follows. The head was written. */
    void begin(Wish wish) {
        loop.fanout().subscribeQuotes(subscriber, wish.pairs(), wish.mode(), WireFormat.SSE);
    }

    /** The client takes bytes again. */
    void onWritable() {
        subscriber.catchUp();
    }

    void onTime(long nowNs) {
        if (outlet.quietNs(nowNs) >= loop.limits().heartbeat().toNanos()) {
            outlet.writeAndFlush(COMMENT.duplicate());
        }
    }

    /** The event that says {@code reason}. */
    static ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.copiedBuffer("event: bye\ndata: " + reason.wireName() + "\n\n", US_ASCII);
    }

    /** The client is gone. */
    void close() {
        loop.fanout().remove(subscriber);
    }
}
