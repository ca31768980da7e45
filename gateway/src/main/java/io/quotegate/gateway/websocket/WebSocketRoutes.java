package io.quotegate.gateway.websocket;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import io.quotegate.codec.websocket.DeflateOffer;
import io.quotegate.codec.websocket.DeflateOffer.ServerContext;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.http.HttpEndpoint;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.market.Instrument;
import io.quotegate.service.quotes.QuoteService;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which paths speak WebSocket, what is agreed in the opening handshake, and what is behind it. Any thread. */
public final class WebSocketRoutes {
    /** Subprotocol in which binary messages carry {@code ClientFrame} and {@code ServerFrame}. */
    public static final String PROTOBUF = "quotegate.v1.protobuf";

    /** Subprotocol in which requests and answers are JSON in text messages, and pushes SBE in binary ones. */
    private static final String SBE = "quotegate.v1.sbe";

    /** Subprotocol of those who want none of the others, and show their token as one. */
    private static final String JSON = "quotegate.v1.json";

    private static final String WEB_SOCKET = "websocket";
    private static final Duration ECHO_TIMEOUT = Duration.ofMinutes(2);

    private final Services services;
    private final QuoteService quotes;
    private final RequestDecoders decoders;
    private final boolean echo;

    /** @param echo whether {@code /_echo} is served */
    public WebSocketRoutes(Services services, RequestDecoders decoders, boolean echo) {
        this.services = services;
        this.quotes = services.quotes();
        this.decoders = decoders;
        this.echo = echo;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        add(routes, "/v1/stream", Right.ANYBODY, "The operations.", this::operations);
        add(routes, "/courses", Right.QUOTES, "The last price of every pair, for each message.", this::courses);
        add(routes, "/{pair}", Right.QUOTES, "The last price of a pair, for each message.", this::lastPrice);
        if (echo) {
            add(routes, "/_echo", Right.TOKEN, "Every message comes back.", this::echo);
        }
    }

    private static void add(HttpRoutes routes, String path, Right right, String summary, HttpEndpoint endpoint) {
        routes.add(route(path, right, summary, endpoint));
    }

    /** A route for WebSockets at {@code path}, which {@code endpoint} opens. */
    public static Route route(String path, Right right, String summary, HttpEndpoint endpoint) {
        return Route.of(path, List.of(), right, WEB_SOCKET, summary, (stream, request, parameter) -> {
            AsciiString version = request.field(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
            return WebSocketFrames.VERSION.equals(version)
                    ? endpoint.open(stream, request, parameter)
                    : refuse(
                            stream,
                            Refusal.badRequest("sec-websocket-version (expected: " + WebSocketFrames.VERSION + ')'));
        });
    }

    /**
     * Opens a WebSocket without extensions on {@code stream}, and {@code endpoint} behind it.
     *
     * @param maxBytes longest message from the client
     */
    public static StreamListener open(HttpStream stream, int maxBytes, Function<Outlet, WebSocketEndpoint> endpoint) {
        Outlet outlet = upgrade(stream, null, null);
        LoopContext loop = stream.loop();
        WebSocketReader reader = reader(loop, Math.min(maxBytes, loop.limits().frameBytes()), false);
        return new WebSocketStream(
                stream,
                outlet,
                new WebSocketSession(
                        outlet,
                        loop,
                        reader,
                        endpoint.apply(outlet),
                        loop.limits().messageTimeout()));
    }

    private static StreamListener refuse(HttpStream stream, Refusal refusal) {
        HttpProblem.of(refusal).send(stream);
        return StreamListener.ANSWERED;
    }

    private StreamListener operations(HttpStream stream, RequestHead request, String parameter) {
        String subprotocol = subprotocol(request, PROTOBUF, SBE, JSON);
        DeflateOffer deflate = deflate(
                request, stream.loop().writer().streams().isAllowed() ? ServerContext.TAKEN_OVER : ServerContext.FRESH);
        Outlet outlet = upgrade(stream, subprotocol, deflate);
        ClientOperations operations = new ClientOperations(outlet, stream.caller(), stream.loop(), services);
        OperationsEndpoint endpoint =
                new OperationsEndpoint(stream.loop(), operations, decoders, format(subprotocol, deflate));
        return listener(stream, outlet, deflate != null, endpoint);
    }

    /** The first of {@code known} that is offered; null if none is. A browser that has offered any wants one of them. */
    private static @Nullable String subprotocol(RequestHead request, String... known) {
        String offered = request.fields().list(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL);
        if (offered == null) {
            return null;
        }
        List<String> names =
                Arrays.stream(offered.split(",", -1)).map(String::strip).toList();
        return Arrays.stream(known).filter(names::contains).findFirst().orElse(null);
    }

    private static @Nullable DeflateOffer deflate(RequestHead request, ServerContext wanted) {
        return DeflateOffer.accept(request.fields().list(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS), wanted);
    }

    private static WireFormat format(@Nullable String subprotocol, @Nullable DeflateOffer deflate) {
        WireFormat format = SBE.equals(subprotocol)
                ? WireFormat.WEBSOCKET_SBE
                : PROTOBUF.equals(subprotocol) ? WireFormat.WEBSOCKET_PROTO : WireFormat.WEBSOCKET_JSON;
        if (deflate == null) {
            return format;
        }
        boolean fresh = deflate.serverContext() == ServerContext.FRESH;
        return format.compressed(fresh ? WireFormat.Compression.EACH : WireFormat.Compression.STREAM);
    }

    private StreamListener courses(HttpStream stream, RequestHead request, String parameter) {
        return lastPrices(stream, request, quotes.instruments().all());
    }

    private StreamListener lastPrice(HttpStream stream, RequestHead request, String parameter) {
        Instrument pair = quotes.find(parameter);
        return pair == null
                ? refuse(stream, Refusal.unknownPair(parameter, quotes.instruments()))
                : lastPrices(stream, request, List.of(pair));
    }

    private StreamListener lastPrices(HttpStream stream, RequestHead request, List<Instrument> pairs) {
        Outlet outlet = upgrade(stream, subprotocol(request, JSON), null);
        return listener(
                stream,
                outlet,
                false,
                new LastPricesEndpoint(outlet, stream.loop(), quotes, pairs, WireFormat.WEBSOCKET_JSON));
    }

    private StreamListener echo(HttpStream stream, RequestHead request, String parameter) {
        DeflateOffer deflate = deflate(request, ServerContext.FRESH);
        Outlet outlet = upgrade(stream, null, deflate);
        EchoEndpoint endpoint = deflate == null
                ? new EchoEndpoint(outlet, MessageDeflater.MAX_WINDOW_BITS, null)
                : new EchoEndpoint(outlet, deflate.serverWindowBits(), new MessageDeflater());
        LoopContext loop = stream.loop();
        WebSocketReader reader = reader(loop, EchoEndpoint.MAX_BYTES, deflate != null);
        return new WebSocketStream(stream, outlet, new WebSocketSession(outlet, loop, reader, endpoint, ECHO_TIMEOUT));
    }

    private static Outlet upgrade(HttpStream stream, @Nullable String subprotocol, @Nullable DeflateOffer deflate) {
        HttpFields.Builder fields = HttpFields.builder(2);
        if (subprotocol != null) {
            fields.add(HttpHeaderNames.SEC_WEBSOCKET_PROTOCOL, subprotocol);
        }
        if (deflate != null) {
            fields.add(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS, deflate.response());
        }
        return stream.upgrade(Protocol.WEBSOCKET, fields.build());
    }

    private static StreamListener listener(
            HttpStream stream, Outlet outlet, boolean deflated, WebSocketEndpoint endpoint) {
        LoopContext loop = stream.loop();
        WebSocketReader reader = reader(loop, loop.limits().frameBytes(), deflated);
        return new WebSocketStream(
                stream,
                outlet,
                new WebSocketSession(
                        outlet, loop, reader, endpoint, loop.limits().messageTimeout()));
    }

    private static WebSocketReader reader(LoopContext loop, int maxBytes, boolean deflated) {
        return new WebSocketReader(
                WebSocketReader.Role.SERVER, maxBytes, loop.incoming(), deflated ? loop.inflater() : null);
    }
}
