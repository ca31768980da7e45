package io.quotegate.gateway.websocket;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.session.DisconnectReason;

/**
 * WebSocket on one stream of HTTP/2. Confined to its event loop.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8441#section-5">RFC 8441 §5</a>
 */
final class WebSocketExchange implements ExchangeHandler {
    private final Exchange exchange;
    private final WebSocketSession session;
    private final int pendingBytes;

    private int heldBack; // bytes read that the client may not send again yet: it takes none of our answers

    WebSocketExchange(Exchange exchange, WebSocketSession session, int pendingBytes) {
        this.exchange = exchange;
        this.session = session;
        this.pendingBytes = pendingBytes;
    }

    @Override
    public void onBody(ByteBuf piece) {
        int length = piece.readableBytes();
        session.read(piece);
        if (exchange.unsentBytes() > pendingBytes) {
            heldBack += length;
        } else {
            exchange.consumed(length);
        }
    }

    @Override
    public void onBodyEnd() {
        exchange.end(DisconnectReason.CLIENT_CLOSED); // without a close frame; it is still told
    }

    @Override
    public void onWritable() {
        if (exchange.unsentBytes() <= pendingBytes) {
            exchange.consumed(heldBack);
            heldBack = 0;
        }
        session.onWritable();
    }

    @Override
    public void onTime(long nowNs) {
        session.onTime(nowNs);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return session.farewell(reason);
    }

    @Override
    public void onClosed(boolean complete) {
        session.close();
    }
}
