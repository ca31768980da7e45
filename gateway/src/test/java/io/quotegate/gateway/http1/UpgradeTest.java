package io.quotegate.gateway.http1;

import static io.quotegate.gateway.http.TestEndpoint.bytes;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.ConnectionUpgrade;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.TestEndpoint;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From HTTP/1.1 to something else: a WebSocket, or HTTP/2. */
@ExtendWith(LeakCheck.class)
class UpgradeTest {
    private static final String OPENING = "GET /ws HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    private static final String OPENED = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n"
            + "connection: upgrade\r\nsec-websocket-accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nx-agreed: y\r\n\r\n";
    private static final String H2C = "GET /plain HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\n"
            + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\nX-Y: z\r\n\r\n";

    private final TestLoop loop = new TestLoop();
    private final TestEndpoint endpoint = new TestEndpoint();
    private final HttpRoutes routes = new HttpRoutes()
            .get("/plain", Right.QUOTES, "Says so.", call -> {
                call.body().ascii("plain!");
                return HttpAnswer.JSON;
            })
            .add(Route.of("/ws", List.of(), Right.QUOTES, "websocket", "Messages.", endpoint));
    private final Http2 http2 = new Http2();
    private final Http1Client client = new Http1Client(loop, routes, http2);

    /** Stands for HTTP/2. */
    private static final class Http2 extends ChannelInboundHandlerAdapter
            implements ConnectionUpgrade, ConnectionUpgrade.Successor {
        private final StringBuilder read = new StringBuilder();
        private @Nullable RequestHead request;

        @Override
        public @Nullable Successor successor(String settings) {
            return settings.equals("AAMAAABk") ? this : null;
        }

        @Override
        public void install(ChannelPipeline pipeline, Connection connection, LoopContext context, RequestHead first) {
            request = first;
            pipeline.addBefore("tail", "http2", this);
            connection.writeAndFlush(bytes("settings of the server"));
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ByteBuf in = (ByteBuf) message;
            read.append(in.toString(US_ASCII));
            in.release();
        }
    }

    @AfterEach
    void close() {
        client.close();
        loop.close();
    }

    private void open() {
        endpoint.upgrades = true;
        client.send(OPENING);
        assertThat(client.hear()).isEqualTo(OPENED);
        endpoint.heard.clear();
    }

    @Test
    void handsOnWhatFollowsTheOpeningHoweverItIsCut() {
        endpoint.upgrades = true;
        EverySplit.of((OPENING + "GET / HTTP/1.1 of another kind").getBytes(US_ASCII), (pieces, name) -> {
            endpoint.heard.clear();
            try (Http1Client cut = new Http1Client(loop, routes)) {
                pieces.forEach(cut::send);
                assertThat(cut.hear()).as(name).isEqualTo(OPENED);
                assertThat(String.join("", endpoint.heard).replace("body ", ""))
                        .as(name)
                        .isEqualTo("open /wsGET / HTTP/1.1 of another kind");
                assertThat(cut.channel.pipeline().names())
                        .contains("tunnel", "tail")
                        .doesNotContain("http1");
            }
        });
    }

    @Test
    void countsTheConnectionAsWhatItSpeaks() {
        open();
        assertThat(client.connection.protocol()).isEqualTo(Protocol.WEBSOCKET);
        assertThat(loop.context.metrics().open(Protocol.HTTP)).isZero();
        client.channel.close();
        assertThat(endpoint.heard).containsExactly("closed false");
        assertThat(loop.context.metrics().open(Protocol.WEBSOCKET)).isZero();
    }

    @Test
    void writesToTheConnectionItself() {
        open();
        assertThat(endpoint.tunnel).isSameAs(client.connection);
        client.connection.writeAndFlush(bytes("message"));
        assertThat(client.hear()).isEqualTo("message");
    }

    @Test
    void endsWithTheListenersWords() {
        open();
        endpoint.stream().end(DisconnectReason.LAPPED);
        assertThat(client.hear()).isEqualTo("bye lapped");
        assertThat(loop.context.metrics().disconnects(Protocol.WEBSOCKET, DisconnectReason.LAPPED))
                .isEqualTo(1);
    }

    @Test
    void endsWithTheWordsThatAreGiven() {
        open();
        endpoint.stream().end(DisconnectReason.CLIENT_BYE, bytes("words"));
        assertThat(client.hear()).isEqualTo("words");
    }

    @Test
    void tellsTheListenerOfTimeAndRoom() {
        open();
        client.pass(Duration.ofHours(1));
        client.channel.takeOnly(0);
        client.connection.writeAndFlush(bytes("x".repeat(Http1Client.WATER_MARK + 1)));
        client.channel.takeMore(10_000);
        assertThat(endpoint.heard).contains("time", "writable");
    }

    @Test
    void endsAListenerThatThrowsAsOurFault() {
        open();
        endpoint.failure = new IllegalStateException("as a test wants it");
        client.send("x");
        assertThat(loop.context.metrics().disconnects(Protocol.WEBSOCKET, DisconnectReason.INTERNAL_ERROR))
                .isEqualTo(1);
    }

    @Test
    void throwsTheBodyOfAnOpeningAway() {
        endpoint.upgrades = true;
        client.send(OPENING.replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\nbo"));
        client.send("dymessage");
        assertThat(client.hear()).isEqualTo(OPENED);
        assertThat(endpoint.heard).containsExactly("open /ws", "body message");
    }

    @Test
    void endsAnOpeningWhoseBodyStopsInTheNewProtocol() {
        endpoint.upgrades = true;
        client.send(OPENING.replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\nbo"));
        client.pass(Duration.ofSeconds(11));
        assertThat(client.hear()).isEqualTo(OPENED + "bye message_timeout");
    }

    @Test
    void doesNotWaitForWhatDoesNotEndByItself() {
        endpoint.upgrades = true;
        endpoint.drains = true;
        client.send(OPENING.replace("\r\n\r\n", "\r\nContent-Length: 4\r\n\r\nbo"));
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        assertThat(client.hear()).isEqualTo(OPENED + "bye server_shutdown");
    }

    @Test
    void saysWhichVersionIsSpoken() {
        client.send(OPENING.replace("Version: 13", "Version: 8"));
        assertThat(client.hear())
                .startsWith("HTTP/1.1 426 Upgrade Required\r\n")
                .contains("sec-websocket-version: 13\r\n", "upgrade: websocket\r\n", "connection: close\r\n");
    }

    @Test
    void answersAsHttpWhereNoWebSocketIsSpoken() {
        client.send(OPENING.replace("/ws", "/plain"));
        assertThat(client.hear()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("plain!");
        assertThat(client.send("GET /ws HTTP/1.1\r\nHost: a\r\n\r\n").hear()).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void leavesAConnectionToHttp2HoweverTheRequestIsCut() {
        EverySplit.of((H2C + "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").getBytes(US_ASCII), (pieces, name) -> {
            Http2 next = new Http2();
            try (Http1Client cut = new Http1Client(loop, routes, next)) {
                pieces.forEach(cut::send);
                assertThat(cut.hear())
                        .as(name)
                        .isEqualTo("HTTP/1.1 101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n"
                                + "settings of the server");
                assertThat(next.read.toString()).as(name).isEqualTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
                assertThat(next.request).hasToString("GET /plain");
            }
        });
    }

    @Test
    void tellsHttp2OnlyWhatIsNotOfTheConnection() {
        client.send(H2C);
        client.hear();
        RequestHead told = requireNonNull(http2.request);
        assertThat(told.fields()).hasToString("[x-y, z]");
        assertThat((CharSequence) told.authority()).hasToString("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade, HTTP2-Settings | Connection: Upgrade",
                "Connection: Upgrade, HTTP2-Settings | Connection: HTTP2-Settings",
                "HTTP2-Settings: AAMAAABk | X: y",
                "HTTP2-Settings: AAMAAABk | HTTP2-Settings: AAMA!",
                "HTTP2-Settings: AAMAAABk | HTTP2-Settings: AAMAAABk\r\nHTTP2-Settings: AAMAAABk",
                "X-Y: z | Content-Length: 0\r\nTransfer-Encoding: chunked",
                "Upgrade: h2c | Upgrade: h3"
            })
    void answersAsHttp11WhatAsksWronglyForHttp2(String change) {
        String[] parts = change.split(" \\| ", -1);
        client.send(H2C.replace(parts[0], parts[1]));
        assertThat(client.hear()).startsWith("HTTP/1.1 ").doesNotContain("101");
        assertThat(http2.request).isNull();
    }
}
