package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.tls.ServerTls;
import io.quotegate.tls.TlsSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeakCheck.class)
class ProtocolDetectionHandlerTest {
    private final ConnectionMetrics metrics = new ConnectionMetrics();
    private final List<Client> clients = new ArrayList<>();

    /** A new connection, and what its protocol was handed. */
    private final class Client implements ProtocolDetectionHandler.Pipelines {
        final PacedChannel channel = new PacedChannel(100, 100);
        final Connection connection = new Connection(
                channel, new ConnectionSweeper(new Faults().at("connections")), metrics, 100, Callers.anybody());
        final ProtocolDetectionHandler handler =
                new ProtocolDetectionHandler(connection, this, new ServerTls(TlsSettings.OFF));
        final StringBuilder handed = new StringBuilder();

        Client() {
            channel.pipeline().addLast("detect", handler).addLast("tail", new ConnectionTail(connection));
            clients.add(this);
        }

        void say(ByteBuf bytes) {
            channel.writeInbound(bytes);
        }

        void say(String text) {
            say(Unpooled.copiedBuffer(text, ISO_8859_1));
        }

        private void install(ChannelPipeline pipeline, String name) {
            handed.append(name).append(": ");
            pipeline.addBefore("tail", name, new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                    ByteBuf bytes = (ByteBuf) message;
                    handed.append(bytes.toString(ISO_8859_1));
                    bytes.release();
                }
            });
        }

        @Override
        public void http1(ChannelPipeline pipeline, Connection speaking) {
            install(pipeline, "http1");
        }

        @Override
        public void http2(ChannelPipeline pipeline, Connection speaking) {
            install(pipeline, "http2");
        }

        @Override
        public void frames(ChannelPipeline pipeline, Connection speaking) {
            install(pipeline, "frames");
        }

        @Override
        public void json(ChannelPipeline pipeline, Connection speaking) {
            install(pipeline, "json");
        }
    }

    @AfterEach
    void close() {
        clients.forEach(client -> client.channel.finishAndReleaseAll());
    }

    @ParameterizedTest
    @MethodSource("openings")
    void handsEveryByteToTheProtocolThatTheFirstOnesTellHoweverTheyAreCut(String protocol, String said) {
        EverySplit.of(said.getBytes(ISO_8859_1), (pieces, cut) -> {
            Client client = new Client();
            pieces.forEach(client::say);
            assertThat(client.handed.toString()).as(cut).isEqualTo(protocol + ": " + said);
            assertThat(client.channel.pipeline().get("detect")).as(cut).isNull();
        });
    }

    static List<Arguments> openings() {
        return List.of(
                Arguments.of("http1", "GET / HTTP/1.1 and so on"),
                Arguments.of("http2", "PRI * HTTP/2.0 and so on"),
                Arguments.of("frames", "\0\0\0\2{}"),
                Arguments.of("json", "{} and so on"));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void closesWhatItDoesNotServeWithoutAWord(String said, DisconnectReason reason) {
        Client client = new Client();
        client.say(said);
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(client.channel.taken()).isEmpty();
        assertThat(client.handed).isEmpty();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, reason)).isEqualTo(1);
    }

    static List<Arguments> strangers() {
        return List.of(
                Arguments.of("PROXY TCP4 ", DisconnectReason.PROXY_HEADER),
                Arguments.of("\r\n\r\n\0", DisconnectReason.PROXY_HEADER),
                Arguments.of("hello", DisconnectReason.UNRECOGNISED));
    }

    @Test
    void tellsWhoSpeaksTlsWhereThereIsNoneByAnAlert() {
        Client client = new Client();
        client.say("\26\3\1");
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(client.channel.taken()).containsExactly(21, 3, 1, 0, 2, 2, 40);
        assertThat(client.handed).isEmpty();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.NOT_AVAILABLE))
                .isEqualTo(1);
    }

    @Test
    void readsNothingMoreOfAConnectionThatIsEnding() {
        Client client = new Client();
        client.channel.takeOnly(0);
        client.connection.write(Unpooled.copiedBuffer("not taken", ISO_8859_1));
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        client.say("GET / HTTP/1.1");
        assertThat(client.handed).isEmpty();
    }

    @Test
    void closesWhoSaysNothingRecognisableInTime() {
        long beforeNs = System.nanoTime();
        Client client = new Client();
        client.say("P"); // of POST, PRI or PROXY
        client.handler.deadline().onTime(beforeNs + TimeUnit.MILLISECONDS.toNanos(4_900));
        assertThat(client.channel.isOpen()).isTrue();
        client.handler.deadline().onTime(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.DETECTION_TIMEOUT))
                .isEqualTo(1);
    }
}
