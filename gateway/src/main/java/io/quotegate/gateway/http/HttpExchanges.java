package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.ExchangeRouter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests that came as streams of HTTP/2, from the same routes as HTTP/1.1. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-8">RFC 9113 §8</a>
 */
public final class HttpExchanges implements ExchangeRouter {
    private static final String WEBSOCKET = "websocket";
    private static final int NO_SUCH_PROTOCOL = 501;

    private final HttpHandler.Service service;

    public HttpExchanges(HttpHandler.Service service) {
        this.service = service;
    }

    @Override
    public ExchangeHandler open(Exchange exchange, Http2Headers request, boolean bodyFollows) {
        String method = String.valueOf(request.method());
        CharSequence protocol = request.get(Http2Headers.PseudoHeaderName.PROTOCOL.value());
        exchange.loop().metrics().requests.increment();
        try {
            if (protocol != null) {
                return openWebSocket(exchange, request, protocol.toString());
            }
            if (method.equals(HttpMethod.CONNECT.name())) {
                return refuse(exchange, NO_SUCH_PROTOCOL, ErrorCode.UNSUPPORTED, "CONNECT (expected: :protocol)");
            }
            String uri = String.valueOf(request.path());
            EventStream.Wish wish = service.eventStreams().wish(method, uri);
            return wish == null
                    ? new HttpExchange(exchange, service.answers(), method, uri)
                    : service.eventStreams().open(exchange, wish);
        } catch (IllegalArgumentException e) { // from decoding what is escaped
            return refuse(exchange, 400, ErrorCode.BAD_REQUEST, "malformed path or query");
        }
    }

    /** By extended CONNECT, RFC 8441 §4: there is no key, and the answer is 200. */
    private ExchangeHandler openWebSocket(Exchange exchange, Http2Headers request, String protocol) {
        if (!protocol.equals(WEBSOCKET)) {
            return refuse(exchange, NO_SUCH_PROTOCOL, ErrorCode.UNSUPPORTED, ":protocol (expected: websocket)");
        }
        CharSequence version = request.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
        if (version == null || !WebSocketHandshake.VERSION.contentEquals(version)) {
            return refuse(exchange, 400, ErrorCode.BAD_REQUEST, "sec-websocket-version (expected: 13)");
        }
        String uri = String.valueOf(request.path());
        WebSocketDoor.Opening opening = service.webSockets()
                .open(
                        new QueryStringDecoder(uri).path(),
                        list(request, HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL),
                        list(request, HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS));
        if (opening == null) {
            return new HttpExchange(exchange, service.answers(), HttpMethod.GET.name(), uri).answerNow();
        }
        Http2Headers head = new DefaultHttp2Headers(false, 3).status("200");
        if (opening.subprotocol() != null) {
            head.set(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, opening.subprotocol());
        }
        if (opening.extensions() != null) {
            head.set(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, opening.extensions());
        }
        exchange.respond(head);
        return opening.open(exchange);
    }

    private ExchangeHandler refuse(Exchange exchange, int status, ErrorCode code, String detail) {
        HttpExchange refused = new HttpExchange(exchange, service.answers(), HttpMethod.GET.name(), "/");
        refused.refuse(status, code, detail);
        return refused;
    }

    private static @Nullable String list(Http2Headers request, CharSequence name) {
        List<CharSequence> values = request.getAll(name);
        return values.isEmpty() ? null : String.join(",", values);
    }
}
