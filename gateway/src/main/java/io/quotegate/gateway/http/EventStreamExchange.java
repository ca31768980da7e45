package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.session.DisconnectReason;

/** Server-Sent Events on one stream of HTTP/2. Confined to its event loop. */
final class EventStreamExchange implements ExchangeHandler {
    private final Exchange exchange;
    private final EventStream stream;

    EventStreamExchange(Exchange exchange, EventStream stream) {
        this.exchange = exchange;
        this.stream = stream;
    }

    @Override
    public void onBody(ByteBuf piece) {
        exchange.consumed(piece.readableBytes()); // not looked at
    }

    @Override
    public void onBodyEnd() {
        // The answer goes on.
    }

    @Override
    public void onWritable() {
        stream.onWritable();
    }

    @Override
    public void onTime(long nowNs) {
        stream.onTime(nowNs);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return EventStream.farewell(reason);
    }

    @Override
    public void onClosed(boolean complete) {
        stream.close();
    }
}
