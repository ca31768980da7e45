package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Intake;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Turn;
import io.quotegate.gateway.session.liveness.SignOfLife;
import java.time.Duration;

/**
 * Speaks WebSocket with one client: finds its messages, answers pings, keeps the connection alive with its own, and
 * closes with a code. What the messages mean is the endpoint's. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455">RFC 6455</a>
 */
final class WebSocketSession implements WebSocketListener {
    private final Outlet outlet;
    private final WebSocketReader reader;
    private final WebSocketEndpoint endpoint;
    private final Intake intake;
    private final long messageTimeoutNs;
    private final long heartbeatNs;
    private final SignOfLife sign;

    private boolean holding; // what came, until the client takes what it was answered

    WebSocketSession(
            Outlet outlet,
            LoopContext loop,
            WebSocketReader reader,
            WebSocketEndpoint endpoint,
            Duration messageTimeout) {
        this.outlet = outlet;
        this.reader = reader;
        this.endpoint = endpoint;
        intake = new Intake(outlet.alloc(), this::read);
        this.messageTimeoutNs = messageTimeout.toNanos();
        this.heartbeatNs = loop.limits().heartbeat().toNanos();
        this.sign = new SignOfLife(loop.limits().heartbeat());
    }

    /** Takes {@code in} over; what comes after the end is thrown away. */
    void take(ByteBuf in) {
        sign.given();
        intake.take(in);
    }

    /** Whether the reader holds a message. */
    private boolean read(ByteBuf in) {
        holding = !outlet.isEnding() && !outlet.takesAnswers();
        if (holding) {
            return reader.isHeld(); // the first answer may be one too many as well
        }
        try {
            reader.read(in, this);
            outlet.heard(reader.midMessage());
        } catch (ProtocolException e) {
            in.skipBytes(in.readableBytes());
            outlet.end(DisconnectReason.of(e.violation()));
        }
        return reader.isHeld();
    }

    @Override
    public boolean mayInflate() {
        boolean may = outlet.mayInflate();
        holding = !may && !outlet.takesAnswers(); // it is asked so that it tells when it does
        return may;
    }

    @Override
    public boolean wantsMore() {
        if (!reader.midMessage()) {
            outlet.heard(false); // what comes behind the message is begun now
        }
        holding = !outlet.isEnding() && !outlet.takesAnswers();
        return !holding;
    }

    /** The client takes bytes again. */
    void onWritable() {
        endpoint.onWritable();
        if (outlet.takesAnswers()) {
            if (holding) {
                holding = false;
                outlet.heard(false); // the time that it was kept is not the client's
                outlet.heard(reader.midMessage());
            }
            if (intake.goOn()) {
                outlet.flush();
            }
        }
    }

    /** Whether something that came was not looked at. */
    boolean hasUnread() {
        return !intake.isEmpty();
    }

    /** Whether something that the client asked for is still to be answered. */
    boolean owes() {
        return endpoint.owes() || hasUnread();
    }

    /** Whether the client is only pushed the newest of something, and so may take nothing for long. */
    boolean isConflated() {
        return endpoint.isConflated();
    }

    /** The client is gone, or has only to take our farewell. May be called twice. */
    void close() {
        intake.release();
        reader.close();
        endpoint.close();
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        if (!isOver()) {
            outlet.spend(1, Turn.READING * (to - from));
            endpoint.onText(bytes, from, to);
        }
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        if (!isOver()) {
            outlet.spend(1, Turn.READING * (to - from));
            endpoint.onBinary(bytes, from, to);
        }
    }

    /** Whether what came before in the same read ended it; nothing more is read then. */
    private boolean isOver() {
        if (outlet.isEnding()) {
            reader.stop();
            return true;
        }
        return false;
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        if (!isOver()) {
            outlet.spend(1, to - from);
            outlet.writeFirst(frame(WebSocketFrames.PONG, bytes, from, to));
        }
    }

    @Override
    public void onPong() {
        // The form with a payload is what is called.
    }

    @Override
    public void onPong(byte[] bytes, int from, int to) {
        if (!isOver()) {
            endpoint.onPong(bytes, from, to);
        }
    }

    @Override
    public void onClose(int code) {
        byte[] answer = code == WebSocketReader.NO_CODE ? new byte[0] : WebSocketFrames.closePayload(code, "");
        outlet.end(DisconnectReason.CLIENT_CLOSED, frame(WebSocketFrames.CLOSE, answer, 0, answer.length));
    }

    void onTime(long nowNs) {
        if (!holding && outlet.incompleteNs(nowNs) > messageTimeoutNs) {
            outlet.end(DisconnectReason.MESSAGE_TIMEOUT);
        } else if (endpoint.keepsAlive()) {
            endpoint.onTime(nowNs);
        } else if (sign.isMissing(nowNs, outlet.unsentBytes())) {
            outlet.end(DisconnectReason.IDLE_TIMEOUT);
        } else if (outlet.quietNs(nowNs) >= heartbeatNs) {
            sign.asked(nowNs);
            outlet.writeFirst(frame(WebSocketFrames.PING, new byte[0], 0, 0));
            outlet.flush();
        }
    }

    private ByteBuf frame(int opcode, byte[] payload, int from, int to) {
        int length = to - from;
        ByteBuf frame = outlet.alloc().directBuffer(WebSocketFrames.headerLength(length) + length);
        WebSocketFrames.header(frame, WebSocketFrames.FIN | opcode, length);
        return frame.writeBytes(payload, from, length);
    }

    /** The close frame that says {@code reason}, behind what the endpoint has to say of it. */
    ByteBuf farewell(DisconnectReason reason) {
        byte[] payload = endpoint.closePayload(reason);
        ByteBuf close = frame(WebSocketFrames.CLOSE, payload, 0, payload.length);
        ByteBuf words = endpoint.farewell(reason);
        return words.isReadable() ? Unpooled.wrappedBuffer(words, close) : close;
    }
}
