package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;

/**
 * WebSocket on what was a stream of HTTP: a whole connection of HTTP/1.1, or one stream of HTTP/2. Confined to its event
 * loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8441#section-5">RFC 8441 §5</a>
 */
final class WebSocketStream implements StreamListener {
    private final HttpStream stream;
    private final Outlet outlet;
    private final WebSocketSession session;

    private boolean bodyEnded;
    private int heldBack; // bytes read that the client may not send again yet: it takes none of our answers

    WebSocketStream(HttpStream stream, Outlet outlet, WebSocketSession session) {
        this.stream = stream;
        this.outlet = outlet;
        this.session = session;
    }

    @Override
    public void onBody(ByteBuf piece) {
        heldBack += piece.readableBytes();
        session.take(piece.retain());
        giveBack();
    }

    private void giveBack() {
        if (heldBack > 0 && !session.hasUnread() && outlet.heldBytes() <= outlet.pendingLimit()) {
            stream.consumed(heldBack);
            heldBack = 0;
        }
    }

    @Override
    public void onBodyEnd() {
        bodyEnded = true;
        endIfDone();
    }

    /** A client that left without a close frame is still answered what it asked for, and told that it is over. */
    private void endIfDone() {
        if (bodyEnded && !session.owes()) {
            outlet.end(DisconnectReason.CLIENT_CLOSED);
        }
    }

    @Override
    public void onWritable() {
        session.onWritable();
        giveBack();
    }

    @Override
    public void onTime(long nowNs) {
        session.onTime(nowNs);
        endIfDone();
    }

    @Override
    public boolean drains() {
        return false;
    }

    @Override
    public boolean owes() {
        return session.owes();
    }

    @Override
    public boolean isConflated() {
        return session.isConflated();
    }

    @Override
    public int messageBytes(ByteBuf written, int at) {
        return WebSocketFrames.length(written, at);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return session.farewell(reason);
    }

    @Override
    public void onEnding() {
        session.close();
    }

    @Override
    public void onClosed(boolean complete) {
        session.close();
    }
}
