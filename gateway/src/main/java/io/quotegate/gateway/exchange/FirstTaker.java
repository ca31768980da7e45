package io.quotegate.gateway.exchange;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several routers as one: the first that takes a request answers it. Any thread. */
public record FirstTaker(List<SelectiveRouter> routers) implements SelectiveRouter {
    public FirstTaker {
        routers = List.copyOf(routers);
    }

    @Override
    public boolean takes(CharSequence method, CharSequence path, @Nullable CharSequence contentType) {
        return find(method, path, contentType) != null;
    }

    @Override
    public ExchangeHandler open(Exchange exchange, Http2Headers request, boolean bodyFollows) {
        SelectiveRouter taker = find(
                String.valueOf(request.method()),
                String.valueOf(request.path()),
                request.get(HttpHeaderNames.CONTENT_TYPE));
        if (taker == null) {
            throw new IllegalStateException("path: " + request.path() + " (expected: one that is taken)");
        }
        return taker.open(exchange, request, bodyFollows);
    }

    private @Nullable SelectiveRouter find(CharSequence method, CharSequence path, @Nullable CharSequence contentType) {
        for (SelectiveRouter router : routers) {
            if (router.takes(method, path, contentType)) {
                return router;
            }
        }
        return null;
    }
}
