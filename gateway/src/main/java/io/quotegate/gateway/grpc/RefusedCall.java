package io.quotegate.gateway.grpc;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;

/** A request that was answered by its head alone. Confined to its event loop. */
record RefusedCall(Exchange exchange) implements ExchangeHandler {
    @Override
    public void onBody(ByteBuf piece) {
        exchange.consumed(piece.readableBytes());
    }

    @Override
    public void onBodyEnd() {
        // It is not looked at.
    }
}
