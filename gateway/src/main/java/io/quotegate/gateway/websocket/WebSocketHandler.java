package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.gateway.fanout.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import java.time.Duration;

/**
 * Speaks WebSocket with one client: finds its messages, answers pings, keeps the connection alive with its own, and
 * closes with a code. What the messages mean is the endpoint's. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455">RFC 6455</a>
 */
final class WebSocketHandler extends ChannelInboundHandlerAdapter implements WebSocketListener, Connection.Talker {
    private static final int PERIODS_WITHOUT_PONG = 2;

    private final Connection connection;
    private final LoopContext loop;
    private final WebSocketReader reader;
    private final WebSocketEndpoint endpoint;
    private final long messageTimeoutNs;
    private final long heartbeatNs;

    private long pingedNs; // of the first ping since the peer was last heard; 0 for none

    WebSocketHandler(
            Connection connection,
            LoopContext loop,
            WebSocketReader reader,
            WebSocketEndpoint endpoint,
            Duration messageTimeout) {
        this.connection = connection;
        this.loop = loop;
        this.reader = reader;
        this.endpoint = endpoint;
        this.messageTimeoutNs = messageTimeout.toNanos();
        this.heartbeatNs = loop.limits().heartbeat().toNanos();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            pingedNs = 0;
            reader.read(in, this);
            connection.heard(reader.midMessage());
            connection.restrain(loop.limits().pendingBytes());
        } catch (ProtocolException e) {
            connection.end(DisconnectReason.of(e.violation()));
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        ctx.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        connection.resume();
        endpoint.onWritable();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        reader.close();
        endpoint.close();
        ctx.fireChannelInactive();
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        endpoint.onText(bytes, from, to);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        endpoint.onBinary(bytes, from, to);
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        write(WebSocketFrames.PONG, bytes, from, to);
    }

    @Override
    public void onPong() {
        // That it came is all it says, and the read was noted.
    }

    @Override
    public void onClose(int code) {
        byte[] answer = code == WebSocketReader.NO_CODE ? new byte[0] : WebSocketFrames.closePayload(code, "");
        connection.end(DisconnectReason.CLIENT_CLOSED, frame(WebSocketFrames.CLOSE, answer, 0, answer.length));
    }

    @Override
    public void onTime(Connection watched, long nowNs) {
        if (connection.incompleteNs(nowNs) > messageTimeoutNs) {
            connection.end(DisconnectReason.MESSAGE_TIMEOUT);
        } else if (pingedNs != 0 && connection.unsentBytes() > 0) {
            pingedNs = nowNs; // it may never have got the ping
        } else if (pingedNs != 0 && nowNs - pingedNs >= PERIODS_WITHOUT_PONG * heartbeatNs) {
            connection.end(DisconnectReason.IDLE_TIMEOUT);
        } else if (connection.quietNs(nowNs) >= heartbeatNs) {
            pingedNs = pingedNs == 0 ? nowNs : pingedNs;
            write(WebSocketFrames.PING, new byte[0], 0, 0);
            connection.channel().flush();
        }
    }

    /** Control frames go before what a slow client's backlog holds. */
    private void write(int opcode, byte[] bytes, int from, int to) {
        connection.spoke();
        connection
                .channel()
                .write(frame(opcode, bytes, from, to), connection.channel().voidPromise());
    }

    private ByteBuf frame(int opcode, byte[] payload, int from, int to) {
        int length = to - from;
        ByteBuf frame = connection.channel().alloc().directBuffer(WebSocketFrames.headerLength(length) + length);
        WebSocketFrames.header(frame, WebSocketFrames.FIN | opcode, length);
        return frame.writeBytes(payload, from, length);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        byte[] payload = WebSocketFrames.closePayload(reason.webSocketCode(), reason.wireName());
        return frame(WebSocketFrames.CLOSE, payload, 0, payload.length);
    }

    @Override
    public void stopReading() {
        reader.stop();
    }
}
