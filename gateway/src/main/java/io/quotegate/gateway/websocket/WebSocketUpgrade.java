package io.quotegate.gateway.websocket;

import io.netty.channel.ChannelPipeline;
import io.quotegate.codec.websocket.DeflateOffer;
import io.quotegate.codec.websocket.MessageDeflater;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.market.Instrument;
import io.quotegate.service.quotes.QuoteService;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which paths speak WebSocket, what is agreed in the opening handshake, and the handlers behind it. Any thread. */
public final class WebSocketUpgrade {
    /** Subprotocol in which binary messages carry {@code ClientFrame} and {@code ServerFrame}. */
    public static final String PROTOBUF = "quotegate.v1.protobuf";

    private static final String COURSES = "/courses";
    private static final String STREAM = "/v1/stream";
    private static final String ECHO = "/_echo";
    private static final Duration ECHO_TIMEOUT = Duration.ofMinutes(2);

    private final Services services;
    private final QuoteService quotes;
    private final RequestDecoders decoders;
    private final boolean echo;

    /** @param echo whether {@code /_echo} is served */
    public WebSocketUpgrade(Services services, RequestDecoders decoders, boolean echo) {
        this.services = services;
        this.quotes = services.quotes();
        this.decoders = decoders;
        this.echo = echo;
    }

    /**
     * What was agreed.
     *
     * @param path        one that is served
     * @param subprotocol to be named in the answer, or null
     * @param deflate     to be named in the answer, or null
     */
    public record Agreement(
            String path,
            @Nullable String subprotocol,
            @Nullable DeflateOffer deflate) {}

    /** What to agree to for {@code path}; null if no WebSocket is served there. */
    public @Nullable Agreement agree(String path, @Nullable String subprotocols, @Nullable String extensions) {
        if (path.equals(STREAM)) {
            boolean protobuf = subprotocols != null
                    && Arrays.stream(subprotocols.split(",", -1))
                            .anyMatch(name -> name.strip().equals(PROTOBUF));
            return new Agreement(path, protobuf ? PROTOBUF : null, DeflateOffer.accept(extensions));
        }
        if (path.equals(ECHO) && echo) {
            return new Agreement(path, null, DeflateOffer.accept(extensions));
        }
        boolean served = path.equals(COURSES) || quotes.find(path.substring(1)) != null;
        return served ? new Agreement(path, null, null) : null;
    }

    /** Puts the handlers for {@code agreement} at the end of {@code pipeline}, before its tail. */
    public void install(ChannelPipeline pipeline, Connection connection, LoopContext loop, Agreement agreement) {
        WebSocketSession session = session(connection, loop, agreement);
        WebSocketHandler handler =
                new WebSocketHandler(connection, session, loop.limits().pendingBytes());
        pipeline.addBefore(pipeline.lastContext().name(), "websocket", handler);
        connection.speak(Protocol.WEBSOCKET, handler);
    }

    /** Serves {@code agreement} on a stream whose opening has been answered. */
    public ExchangeHandler open(Exchange exchange, Agreement agreement) {
        LoopContext loop = exchange.loop();
        exchange.speak(Protocol.WEBSOCKET);
        return new WebSocketExchange(
                exchange, session(exchange, loop, agreement), loop.limits().pendingBytes());
    }

    private WebSocketSession session(Outlet outlet, LoopContext loop, Agreement agreement) {
        boolean isEcho = agreement.path().equals(ECHO);
        WebSocketReader reader = new WebSocketReader(
                WebSocketReader.Role.SERVER,
                isEcho ? EchoEndpoint.MAX_BYTES : loop.limits().frameBytes(),
                loop.incoming(),
                agreement.deflate() == null ? null : loop.inflater());
        return new WebSocketSession(
                outlet,
                loop,
                reader,
                endpoint(outlet, loop, agreement),
                isEcho ? ECHO_TIMEOUT : loop.limits().messageTimeout());
    }

    private WebSocketEndpoint endpoint(Outlet outlet, LoopContext loop, Agreement agreement) {
        DeflateOffer deflate = agreement.deflate();
        if (agreement.path().equals(ECHO)) {
            return deflate == null
                    ? new EchoEndpoint(outlet, MessageDeflater.MAX_WINDOW_BITS, null)
                    : new EchoEndpoint(outlet, deflate.serverWindowBits(), new MessageDeflater());
        }
        if (agreement.path().equals(STREAM)) {
            ClientOperations operations = new ClientOperations(outlet, loop, services);
            return new OperationsEndpoint(operations, decoders, format(agreement));
        }
        Instrument pair = quotes.find(agreement.path().substring(1));
        List<Instrument> pairs = pair == null ? quotes.instruments().all() : List.of(pair);
        return new LastPricesEndpoint(outlet, loop, quotes, pairs, WireFormat.WEBSOCKET_JSON);
    }

    private static WireFormat format(Agreement agreement) {
        if (agreement.subprotocol() == null) {
            return agreement.deflate() == null ? WireFormat.WEBSOCKET_JSON : WireFormat.WEBSOCKET_JSON_DEFLATED;
        }
        return agreement.deflate() == null ? WireFormat.WEBSOCKET_PROTO : WireFormat.WEBSOCKET_PROTO_DEFLATED;
    }
}
