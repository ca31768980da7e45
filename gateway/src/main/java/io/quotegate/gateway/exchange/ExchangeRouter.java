package io.quotegate.gateway.exchange;

import io.netty.handler.codec.http2.Http2Headers;

/** Finds who answers a request. Any thread. */
@FunctionalInterface
public interface ExchangeRouter {
    /**
     * Begins to answer {@code request}, whose head is well formed.
     *
     * @param bodyFollows false if there is no body; {@link ExchangeHandler#onBodyEnd} is called in either case
     */
    ExchangeHandler open(Exchange exchange, Http2Headers request, boolean bodyFollows);
}
