package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import io.quotegate.fault.FaultGuard;
import org.jspecify.annotations.Nullable;

/**
 * The end of one connection: its reason, and how far each side is in taking leave. Confined to the connection's event
 * loop.
 */
final class Closing {
    private final Channel channel;
    private final ConnectionMetrics metrics;
    private final Lingering lingering;

    private @Nullable DisconnectReason reason;
    private boolean inputClosed; // by the client: nothing more comes
    private boolean said; // the last of it is with the kernel

    Closing(Channel channel, ConnectionMetrics metrics) {
        this.channel = channel;
        this.metrics = metrics;
        lingering = new Lingering(channel.eventLoop(), channel::close);
    }

    /** Begins the end of what spoke {@code protocol} for {@code because}, and counts it; false if it has begun. */
    boolean beginsFor(DisconnectReason because, Protocol protocol) {
        if (reason != null) {
            return false;
        }
        reason = because;
        metrics.ended(protocol, because);
        return true;
    }

    boolean hasBegun() {
        return reason != null;
    }

    /** Why it ends; if it just does, because the client left. */
    DisconnectReason reason() {
        return reason == null ? DisconnectReason.CLIENT_CLOSED : reason;
    }

    /** The client has closed its half: it can say nothing more. Closes if there is nothing to be told any more either. */
    void inputClosed() {
        inputClosed = true;
        if (said) {
            channel.close();
        }
    }

    boolean isInputClosed() {
        return inputClosed;
    }

    /** Whether nothing is left but for the client to take what it is owed. */
    boolean waitsForClient() {
        return reason == null ? inputClosed : reason.isOrderly() && !said;
    }

    /** Sends {@code lastWords}, which it releases, and closes when the client had time to come to them. */
    void say(ByteBuf lastWords) {
        if (reason != null && !reason.isOrderly()) {
            lingering.closeIn(lastWords.isReadable() ? reason.farewellNs() : DisconnectReason.FAREWELL_NS);
        }
        channel.writeAndFlush(lastWords).addListener((ChannelFutureListener) sent -> onSaid(sent.isSuccess()));
    }

    private void onSaid(boolean success) {
        said = true;
        if (success && !inputClosed && channel instanceof DuplexChannel duplex) {
            TlsLayer.shutDownOutput(duplex);
            lingering.closeIn(DisconnectReason.FAREWELL_NS);
        } else {
            channel.close();
        }
    }

    /** Bytes came that nobody looks at. */
    void dropped(int bytes) {
        if (reason == DisconnectReason.TOO_LARGE) {
            lingering.dropped(bytes);
        }
    }

    /** The channel is closed. */
    void over() {
        lingering.cancel();
    }

    /** What {@code session} has still to say of {@code because}. */
    static ByteBuf words(ProtocolSession session, DisconnectReason because, FaultGuard guard) {
        try {
            return session.farewell(because);
        } catch (Throwable fault) { // no memory for words: it ends all the same
            guard.caught(fault);
            return Unpooled.EMPTY_BUFFER;
        }
    }
}
