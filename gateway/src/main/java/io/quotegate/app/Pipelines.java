package io.quotegate.app;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.frame.JsonObjectReader;
import io.quotegate.gateway.detect.ProtocolDetectionHandler;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.ExchangeRouter;
import io.quotegate.gateway.exchange.SelectiveRouter;
import io.quotegate.gateway.http.HttpHandler;
import io.quotegate.gateway.http.WebSocketDoor;
import io.quotegate.gateway.http2.Http2Server;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.tcp.StreamHandler;
import io.quotegate.gateway.tcp.StreamKind;
import io.quotegate.gateway.websocket.WebSocketUpgrade;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which handlers a connection gets, at first and once it is known what it speaks. Any thread. */
final class Pipelines extends ChannelInitializer<Channel> implements ProtocolDetectionHandler.Pipelines {
    private final Map<EventLoop, LoopContext> loops;
    private final Limits limits;
    private final Services services;
    private final RequestDecoders decoders;
    private final HttpHandler.Service http;
    private final Http2Server http2;

    Pipelines(
            Map<EventLoop, LoopContext> loops,
            Limits limits,
            Services services,
            RequestDecoders decoders,
            HttpHandler.Service http,
            Http2Server http2) {
        this.loops = loops;
        this.limits = limits;
        this.services = services;
        this.decoders = decoders;
        this.http = http;
        this.http2 = http2;
    }

    /** Has {@code first} answer what it takes, and {@code others} the rest. */
    static ExchangeRouter router(SelectiveRouter first, ExchangeRouter others) {
        return (exchange, request, bodyFollows) -> {
            boolean taken = first.takes(
                    String.valueOf(request.method()),
                    String.valueOf(request.path()),
                    request.get(HttpHeaderNames.CONTENT_TYPE));
            return (taken ? first : others).open(exchange, request, bodyFollows);
        };
    }

    private LoopContext loop(Channel channel) {
        return Objects.requireNonNull(loops.get(channel.eventLoop()), "event loop of the server");
    }

    @Override
    protected void initChannel(Channel channel) {
        LoopContext loop = loop(channel);
        Connection connection = new Connection(channel, loop.sweeper(), loop.metrics(), limits.pendingBytes());
        channel.pipeline()
                .addLast("detect", new ProtocolDetectionHandler(connection, this))
                .addLast("tail", new ConnectionTail(connection));
    }

    @Override
    public void http1(ChannelPipeline pipeline, Connection connection) {
        HttpHandler.install(pipeline, connection, loop(pipeline.channel()), http, this::upgrade);
    }

    private void upgrade(
            ChannelPipeline pipeline, Connection connection, Http2Settings settings, Http2Headers request) {
        http2.install(pipeline, connection, loop(pipeline.channel()), settings, request);
    }

    @Override
    public void http2(ChannelPipeline pipeline, Connection connection) {
        http2.install(pipeline, connection, loop(pipeline.channel()));
    }

    @Override
    public void frames(ChannelPipeline pipeline, Connection connection) {
        FrameReader reader =
                new FrameReader(limits.frameBytes(), loop(pipeline.channel()).incoming());
        stream(pipeline, connection, StreamKind.FRAMES, reader);
    }

    @Override
    public void json(ChannelPipeline pipeline, Connection connection) {
        JsonObjectReader reader = new JsonObjectReader(
                limits.frameBytes(),
                limits.jsonDepth(),
                loop(pipeline.channel()).incoming());
        stream(pipeline, connection, StreamKind.JSON, reader);
    }

    private void stream(ChannelPipeline pipeline, Connection connection, StreamKind kind, MessageReader reader) {
        LoopContext loop = loop(pipeline.channel());
        ClientOperations operations = new ClientOperations(connection, loop, services);
        StreamHandler handler = new StreamHandler(connection, loop, kind, reader, decoders, operations);
        pipeline.addBefore(pipeline.lastContext().name(), "stream", handler);
        connection.speak(kind.protocol(), handler);
    }

    /** What leads HTTP to {@code upgrade}, so that neither knows the other. */
    static WebSocketDoor door(WebSocketUpgrade upgrade) {
        return (path, subprotocols, extensions) -> {
            WebSocketUpgrade.Agreement agreement = upgrade.agree(path, subprotocols, extensions);
            return agreement == null ? null : new Opening(upgrade, agreement);
        };
    }

    private record Opening(WebSocketUpgrade upgrade, WebSocketUpgrade.Agreement agreement)
            implements WebSocketDoor.Opening {
        @Override
        public @Nullable String subprotocol() {
            return agreement.subprotocol();
        }

        @Override
        public @Nullable String extensions() {
            return agreement.deflate() == null ? null : agreement.deflate().response();
        }

        @Override
        public void install(ChannelPipeline pipeline, Connection connection, LoopContext loop) {
            upgrade.install(pipeline, connection, loop, agreement);
        }

        @Override
        public ExchangeHandler open(Exchange exchange) {
            return upgrade.open(exchange, agreement);
        }
    }
}
