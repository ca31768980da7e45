package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.socket.DuplexChannel;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client connection, whatever it speaks: when it was last heard and spoken to, and how and why it ends. It outlives
 * a change of protocol, from detection to HTTP to WebSocket. Confined to its event loop.
 */
public final class Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
    private static final long FAREWELL_MS = 1000;

    private final Channel channel;
    private final ConnectionSweeper sweeper;
    private final ConnectionMetrics metrics;

    private Protocol protocol = Protocol.UNKNOWN;
    private Talker talker = Talker.SILENT;
    private @Nullable DisconnectReason reason;
    private boolean gone;
    private long inputNs; // coarse, of the sweeper's clock
    private long outputNs;
    private long begunNs; // since when a message is incomplete; 0 when none is
    int index; // among the sweeper's connections

    public Connection(Channel channel, ConnectionSweeper sweeper, ConnectionMetrics metrics) {
        this.channel = channel;
        this.sweeper = sweeper;
        this.metrics = metrics;
        inputNs = sweeper.nowNs();
        outputNs = inputNs;
        metrics.opened(protocol);
        sweeper.add(this);
    }

    /** What a protocol knows of time and of saying goodbye. */
    public interface Talker {
        /** For a connection that has nothing to say. */
        Talker SILENT = new Talker() {
            @Override
            public void onTime(Connection connection, long nowNs) {}

            @Override
            public ByteBuf farewell(DisconnectReason reason) {
                return Unpooled.EMPTY_BUFFER;
            }

            @Override
            public void stopReading() {}
        };

        /** Called several times a second, to look at what only time changes. */
        void onTime(Connection connection, long nowNs);

        /** What to send before closing; the caller releases it. */
        ByteBuf farewell(DisconnectReason reason);

        /** Whatever still comes is to be thrown away. */
        void stopReading();
    }

    public Channel channel() {
        return channel;
    }

    public Protocol protocol() {
        return protocol;
    }

    /** From now on the connection speaks {@code next}, through {@code nextTalker}. */
    public void speak(Protocol next, Talker nextTalker) {
        metrics.changed(protocol, next);
        protocol = next;
        talker = nextTalker;
        begunNs = 0;
    }

    /** Notes that bytes came, and whether they left a message incomplete. */
    public void heard(boolean midMessage) {
        inputNs = sweeper.nowNs();
        if (!midMessage) {
            begunNs = 0;
        } else if (begunNs == 0) {
            begunNs = inputNs;
        }
    }

    /** Notes that something was sent. */
    public void spoke() {
        outputNs = sweeper.nowNs();
    }

    /** How long nothing has come. */
    public long silentNs(long nowNs) {
        return nowNs - inputNs;
    }

    /** How long nothing was sent. */
    public long quietNs(long nowNs) {
        return nowNs - outputNs;
    }

    /** How long a message has been incomplete; 0 when none is. */
    public long incompleteNs(long nowNs) {
        return begunNs == 0 ? 0 : nowNs - begunNs;
    }

    /** Whether it is over, or about to be. */
    public boolean isEnding() {
        return reason != null;
    }

    /** Bytes written that the socket has not taken. */
    public long unsentBytes() {
        var outbound = channel.unsafe().outboundBuffer();
        return outbound == null ? 0 : outbound.totalPendingWriteBytes();
    }

    /** Reads no more while a client has more than {@code limitBytes} of answers to take. */
    public void restrain(int limitBytes) {
        if (reason == null && unsentBytes() > limitBytes) {
            channel.flush();
            if (unsentBytes() > limitBytes) {
                channel.config().setAutoRead(false);
            }
        }
    }

    /** Reads again if the socket takes bytes again. */
    public void resume() {
        if (channel.isWritable()) {
            channel.config().setAutoRead(true);
        }
    }

    void onTime(long nowNs) {
        if (reason == null) {
            talker.onTime(this, nowNs);
        }
    }

    /** Says goodbye for {@code because} and closes. The first reason given stands. */
    public void end(DisconnectReason because) {
        if (reason == null) {
            end(because, talker.farewell(because));
        }
    }

    /**
     * Sends {@code lastWords}, which it releases, and closes. Gives the peer a moment to read them: what it is still
     * sending would otherwise make the kernel reset the connection and throw them away.
     */
    public void end(DisconnectReason because, ByteBuf lastWords) {
        if (reason != null) {
            lastWords.release();
            return;
        }
        reason = because;
        talker.stopReading();
        channel.config().setAutoRead(true);
        channel.writeAndFlush(lastWords).addListener((ChannelFutureListener) sent -> {
            if (sent.isSuccess() && channel instanceof DuplexChannel duplex) {
                duplex.shutdownOutput();
            } else {
                channel.close();
            }
        });
        channel.eventLoop().schedule(() -> channel.close(), FAREWELL_MS, TimeUnit.MILLISECONDS);
    }

    /** The reason for a break that nobody announced. */
    public void lost(Throwable cause) {
        if (cause instanceof ClosedChannelException) {
            return; // what was written after the end; the end itself is told elsewhere
        }
        if (reason == null) {
            boolean network = cause instanceof IOException;
            reason = network ? DisconnectReason.CONNECTION_LOST : DisconnectReason.INTERNAL_ERROR;
            if (!network) {
                LOG.warn("{} connection of {} failed", protocol.wireName(), channel.remoteAddress(), cause);
            }
        }
        channel.close();
    }

    /** The channel is closed. */
    public void gone() {
        if (!gone) {
            gone = true;
            DisconnectReason known = reason == null ? DisconnectReason.CLIENT_CLOSED : reason;
            reason = known;
            sweeper.remove(this);
            metrics.ended(protocol, known);
            LOG.debug("{} {}: {}", protocol.wireName(), channel.remoteAddress(), known.wireName());
        }
    }
}
