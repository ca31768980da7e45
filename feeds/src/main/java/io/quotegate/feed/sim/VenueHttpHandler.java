package io.quotegate.feed.sim;

import static io.netty.handler.codec.http.HttpResponseStatus.SWITCHING_PROTOCOLS;
import static io.netty.handler.codec.http.HttpVersion.HTTP_1_1;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestException;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.feed.sim.server.SessionProtocol;
import io.quotegate.feed.sim.server.VenueSession;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A venue's end of one HTTP connection: answers REST and lets WebSockets in. Confined to the venue's loop. */
final class VenueHttpHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String WEBSOCKET_VERSION = "13";
    private static final long REFUSED_WITHIN_MS = 100; // for who says nothing

    private final Simulation simulation;
    private final ControlApi control;
    private final Set<Service> services;

    private boolean refused; // connected while connections were refused
    private boolean controlled; // has been used for the control interface

    /** What a port serves. */
    enum Service {
        WEBSOCKET,
        REST
    }

    VenueHttpHandler(Simulation simulation, ControlApi control, Set<Service> services) {
        this.simulation = simulation;
        this.control = control;
        this.services = services;
    }

    /** Closes a connection that comes while they are refused, unless it turns out to be for the control interface. */
    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        refused = simulation.faults().isRefusing() && services.contains(Service.WEBSOCKET);
        if (refused) {
            Runnable close = () -> {
                if (!controlled) {
                    context.close();
                }
            };
            context.executor().schedule(close, REFUSED_WITHIN_MS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        QueryStringDecoder uri = new QueryStringDecoder(request.uri());
        if (uri.path().startsWith(ControlApi.PREFIX) && services.contains(Service.REST)) {
            controlled = true;
            byte[] body = ByteBufUtil.getBytes(request.content());
            send(context, request, control.answer(request.method().name(), uri.path(), body));
        } else if (refused) {
            context.close();
        } else if (simulation.faults().isFrozen()) {
            simulation.faults().afterThaw(() -> serveLate(context, request, uri)); // which looks at no content
        } else {
            serve(context, request, uri);
        }
    }

    private void serveLate(ChannelHandlerContext context, HttpRequest request, QueryStringDecoder uri) {
        if (context.channel().isActive()) { // otherwise the client has given up
            serve(context, request, uri);
        }
    }

    private void serve(ChannelHandlerContext context, HttpRequest request, QueryStringDecoder uri) {
        InetSocketAddress address = (InetSocketAddress) context.channel().remoteAddress();
        RestRequest asked = new RestRequest(uri, request.headers(), address.getAddress());
        try {
            if (isUpgrade(request.headers()) && services.contains(Service.WEBSOCKET)) {
                upgrade(context, request, asked);
            } else if (!services.contains(Service.REST)) {
                refuse(context, request, HttpResponseStatus.NOT_FOUND);
            } else if (!request.method().equals(HttpMethod.GET)) {
                refuse(context, request, HttpResponseStatus.METHOD_NOT_ALLOWED);
            } else {
                simulation.onQuestion();
                send(context, request, simulation.api().rest(asked));
            }
        } catch (RestException e) {
            send(context, request, e.answer());
        }
    }

    private static boolean isUpgrade(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** Shakes hands (RFC 6455 §4.2.2) and gives the connection to a session. */
    private void upgrade(ChannelHandlerContext context, HttpRequest request, RestRequest asked) {
        Function<VenueSession, SessionProtocol> protocols = simulation.api().webSocket(asked);
        String key = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_KEY);
        String version = request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION);
        if (protocols == null) {
            refuse(context, request, HttpResponseStatus.NOT_FOUND);
        } else if (key == null || !request.method().equals(HttpMethod.GET)) {
            refuse(context, request, HttpResponseStatus.BAD_REQUEST);
        } else if (!WEBSOCKET_VERSION.equals(version)) {
            refuse(context, request, HttpResponseStatus.UPGRADE_REQUIRED);
        } else if (!simulation.handshakes().trySpend(asked.from())) {
            send(context, request, simulation.api().tooManyConnections());
        } else {
            shakeHands(context, key, protocols);
        }
    }

    private void shakeHands(
            ChannelHandlerContext context, String key, Function<VenueSession, SessionProtocol> protocols) {
        FullHttpResponse response = new DefaultFullHttpResponse(HTTP_1_1, SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        response.headers()
                .set(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET)
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE)
                .set(HttpHeaderNames.SEC_WEBSOCKET_ACCEPT, WebSocketFrames.accept(key))
                .set(VenueOrigin.HEADER, "true");
        context.writeAndFlush(response);
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addLast(simulation.sessions().open(context.channel(), protocols));
        pipeline.remove(HttpObjectAggregator.class);
        pipeline.remove(this);
        pipeline.remove(HttpServerCodec.class); // passes on what it has read of the WebSocket already
        simulation.router().flush();
    }

    private static void refuse(ChannelHandlerContext context, HttpRequest request, HttpResponseStatus status) {
        send(context, request, RestAnswer.html(status.code(), status.reasonPhrase()));
    }

    private static void send(ChannelHandlerContext context, HttpRequest request, RestAnswer answer) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HTTP_1_1, HttpResponseStatus.valueOf(answer.status()), Unpooled.wrappedBuffer(answer.body()));
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                .set(VenueOrigin.HEADER, "true")
                .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
        answer.headers().forEach((name, value) -> response.headers().set(name, value));
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(response, keepAlive);
        if (keepAlive) {
            context.writeAndFlush(response, context.voidPromise());
        } else {
            context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close(); // a client that is gone, or does not speak HTTP
    }
}
