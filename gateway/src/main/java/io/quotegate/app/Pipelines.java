package io.quotegate.app;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.quotegate.auth.Tokens;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.frame.JsonObjectReader;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.detect.ProtocolDetectionHandler;
import io.quotegate.gateway.detect.ProxyHeaderHandler;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http1.Http1Server;
import io.quotegate.gateway.http2.Http2Server;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.CurrentLimits;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.admission.Admission;
import io.quotegate.gateway.session.admission.Networks;
import io.quotegate.gateway.tcp.StreamHandler;
import io.quotegate.gateway.tcp.StreamKind;
import io.quotegate.tls.ServerTls;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;

/** Which handlers a connection gets, at first and once it is known what it speaks. Any thread. */
final class Pipelines extends ChannelInitializer<Channel> implements ProtocolDetectionHandler.Pipelines {
    private final Map<EventLoop, LoopContext> loops;
    private final CurrentLimits limits;
    private final Admission admission;
    private final Networks proxies;
    private final Services services;
    private final RequestDecoders decoders;
    private final ServerTls tls;
    private final Tokens tokens;
    private final Http1Server http1;
    private final Http2Server http2;

    Pipelines(
            Map<EventLoop, LoopContext> loops,
            CurrentLimits limits,
            Admission admission,
            Networks proxies,
            Services services,
            RequestDecoders decoders,
            HttpRouter router,
            ServerTls tls,
            Tokens tokens) {
        this.loops = loops;
        this.limits = limits;
        this.admission = admission;
        this.proxies = proxies;
        this.services = services;
        this.decoders = decoders;
        this.tls = tls;
        this.tokens = tokens;
        http2 = new Http2Server(router);
        http1 = new Http1Server(router, http2);
    }

    private LoopContext loop(Channel channel) {
        return Objects.requireNonNull(loops.get(channel.eventLoop()), "event loop of the server");
    }

    @Override
    protected void initChannel(Channel channel) {
        LoopContext loop = loop(channel);
        Connection connection = new Connection(
                channel,
                loop.sweeper(),
                loop.metrics(),
                limits.get().pendingBytes(),
                new Callers(tokens, loop.sweeper().nowNs()));
        channel.pipeline().addLast("tail", new ConnectionTail(connection));
        InetAddress address = channel.remoteAddress() instanceof InetSocketAddress remote ? remote.getAddress() : null;
        boolean proxied = address != null && proxies.contain(address);
        InetAddress counted = proxied ? null : address;
        Admission.Verdict verdict = address == null ? Admission.Verdict.WELCOME : admission.admit(counted);
        if (address != null && verdict == Admission.Verdict.WELCOME) {
            channel.closeFuture().addListener(closed -> admission.left(counted));
        }
        if (proxied) {
            ProxyHeaderHandler.install(
                    channel.pipeline(),
                    connection,
                    client -> enter(
                            channel, connection, client == null ? verdict : ofClient(verdict, connection, client)));
        } else {
            enter(channel, connection, verdict);
        }
    }

    /** What becomes of {@code client}, whose proxy met {@code verdict}. */
    private Admission.Verdict ofClient(Admission.Verdict verdict, Connection connection, InetSocketAddress client) {
        connection.speaksFor(client);
        if (verdict != Admission.Verdict.WELCOME) {
            return verdict;
        }
        InetAddress address = client.getAddress();
        Admission.Verdict own = admission.admitClient(address);
        if (own == Admission.Verdict.WELCOME) {
            connection.channel().closeFuture().addListener(closed -> admission.clientLeft(address));
        }
        return own;
    }

    private void enter(Channel channel, Connection connection, Admission.Verdict verdict) {
        switch (verdict) {
            case WELCOME -> detect(channel, connection, this);
            case TOO_MANY -> refuse(channel, connection, DisconnectReason.TOO_MANY_CONNECTIONS);
            case SHORT_OF_MEMORY -> refuse(channel, connection, DisconnectReason.SHED);
        }
    }

    private void detect(Channel channel, Connection connection, ProtocolDetectionHandler.Pipelines pipelines) {
        channel.pipeline().addBefore("tail", "detect", new ProtocolDetectionHandler(connection, pipelines, tls));
    }

    /** Has it told why, once it is known what it speaks, unless many are being told. */
    private void refuse(Channel channel, Connection connection, DisconnectReason reason) {
        detect(channel, connection, new Refusals(reason, loop(channel).writer()));
        if (admission.canTell()) {
            channel.closeFuture().addListener(closed -> admission.told());
        } else {
            connection.closeFor(reason);
        }
    }

    @Override
    public void http1(ChannelPipeline pipeline, Connection connection) {
        http1.install(pipeline, connection, loop(pipeline.channel()));
    }

    @Override
    public void http2(ChannelPipeline pipeline, Connection connection) {
        http2.install(pipeline, connection, loop(pipeline.channel()));
    }

    @Override
    public void frames(ChannelPipeline pipeline, Connection connection) {
        FrameReader reader = new FrameReader(
                limits.get().frameBytes(), loop(pipeline.channel()).incoming());
        stream(pipeline, connection, StreamKind.FRAMES, reader);
    }

    @Override
    public void json(ChannelPipeline pipeline, Connection connection) {
        JsonObjectReader reader = new JsonObjectReader(
                limits.get().frameBytes(),
                limits.get().jsonDepth(),
                loop(pipeline.channel()).incoming());
        stream(pipeline, connection, StreamKind.JSON, reader);
    }

    private void stream(ChannelPipeline pipeline, Connection connection, StreamKind kind, MessageReader reader) {
        LoopContext loop = loop(pipeline.channel());
        ClientOperations operations =
                new ClientOperations(connection, connection.callers().own(), loop, services);
        StreamHandler handler = new StreamHandler(connection, loop, kind, reader, decoders, operations);
        pipeline.addBefore(pipeline.lastContext().name(), "stream", handler);
        connection.speak(kind.protocol(), handler);
    }
}
