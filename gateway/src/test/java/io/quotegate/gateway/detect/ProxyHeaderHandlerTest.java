package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(LeakCheck.class)
class ProxyHeaderHandlerTest {
    private static final byte[] SAID = "\0\0\0\2{}".getBytes(US_ASCII);

    private final ConnectionMetrics metrics = new ConnectionMetrics();
    private final List<Peer> peers = new ArrayList<>();

    /** A proxy's connection, and what was made of it. */
    private final class Peer {
        final PacedChannel channel = new PacedChannel(100, 100);
        final ConnectionSweeper sweeper = new ConnectionSweeper(new Faults().at("connections"));
        final Connection connection = new Connection(channel, sweeper, metrics, 100, Callers.anybody());
        final StringBuilder heard = new StringBuilder();

        Peer() {
            channel.pipeline().addLast("tail", new ConnectionTail(connection));
            ProxyHeaderHandler.install(channel.pipeline(), connection, client -> {
                heard.append(client).append(": ");
                channel.pipeline().addBefore("tail", "next", new ChannelInboundHandlerAdapter() {
                    @Override
                    public void channelRead(ChannelHandlerContext ctx, Object message) {
                        ByteBuf bytes = (ByteBuf) message;
                        heard.append(bytes.toString(ISO_8859_1));
                        bytes.release();
                    }
                });
            });
            peers.add(this);
        }

        Peer says(byte[] bytes, int from, int to) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(bytes, from, to - from));
            }
            return this;
        }
    }

    @AfterEach
    void release() {
        peers.forEach(peer -> peer.channel.finishAndReleaseAll());
    }

    static List<Arguments> headers() {
        String six = "20010db8000000000000000000000007" + "20010db8000000000000000000000001" + "dc0401bb";
        String tlvs = "01000268" + "32" + "2000090100000000" + "21000130"; // ALPN, and SSL with its version
        String path = "2f746d702f73".concat("00".repeat(102));
        return List.of(
                Arguments.of(ProxyHeaders.v1("PROXY TCP4 203.0.113.7 127.0.0.1 56324 443"), "/203.0.113.7:56324"),
                Arguments.of(
                        ProxyHeaders.v1("PROXY TCP6 2001:db8::7 2001:db8::1 56324 443"),
                        "/[2001:db8:0:0:0:0:0:7]:56324"),
                Arguments.of(ProxyHeaders.v1("PROXY UNKNOWN"), "null"),
                Arguments.of(ProxyHeaders.v1("PROXY UNKNOWN ffff::1 ffff::2 65535 65535"), "null"),
                Arguments.of(ProxyHeaders.v2Tcp4("cb007107", ""), "/203.0.113.7:56324"),
                Arguments.of(ProxyHeaders.v2Tcp4("cb007107", "04000300000003000401020304"), "/203.0.113.7:56324"),
                Arguments.of(ProxyHeaders.v2Tcp4("cb007107", tlvs), "/203.0.113.7:56324"),
                Arguments.of(
                        ProxyHeaders.v2(ProxyHeaders.PROXY, ProxyHeaders.TCP6, six), "/[2001:db8:0:0:0:0:0:7]:56324"),
                Arguments.of(ProxyHeaders.v2(ProxyHeaders.PROXY, ProxyHeaders.UNIX, path + path), "null"),
                Arguments.of(ProxyHeaders.v2(ProxyHeaders.PROXY, ProxyHeaders.UNSPEC, ""), "null"),
                Arguments.of(ProxyHeaders.v2(ProxyHeaders.PROXY, ProxyHeaders.UNSPEC, "0102030405"), "null"),
                Arguments.of(ProxyHeaders.v2(ProxyHeaders.LOCAL, ProxyHeaders.UNSPEC, ""), "null"),
                Arguments.of(
                        ProxyHeaders.v2(ProxyHeaders.LOCAL, ProxyHeaders.TCP4, "cb0071077f000001dc0401bb"), "null"));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void tellsForWhomAProxySpeaksWhereverTheHeaderIsCut(byte[] header, String client) {
        byte[] all = Arrays.copyOf(header, header.length + SAID.length);
        System.arraycopy(SAID, 0, all, header.length, SAID.length);
        for (int cut = 0; cut <= all.length; cut++) {
            Peer peer = new Peer();
            peer.says(all, 0, cut).says(all, cut, all.length);
            assertThat(peer.heard).as("cut at %d", cut).hasToString(client + ": " + new String(SAID, ISO_8859_1));
            assertThat(peer.channel.pipeline().get("proxy")).isNull();
        }
        Peer slow = new Peer();
        for (int i = 0; i < all.length; i++) {
            slow.says(all, i, i + 1);
        }
        assertThat(slow.heard).hasToString(client + ": " + new String(SAID, ISO_8859_1));
    }

    static List<Arguments> broken() {
        return List.of(
                Arguments.of("no header", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII)),
                Arguments.of(
                        "never a line", "PROXY TCP4 ".concat("1".repeat(200)).getBytes(US_ASCII)),
                Arguments.of("no address", ProxyHeaders.v1("PROXY TCP4 203.0.113.300 127.0.0.1 1 2")),
                Arguments.of("a name", ProxyHeaders.v1("PROXY TCP4 example.com 127.0.0.1 1 2")),
                Arguments.of("no port", ProxyHeaders.v1("PROXY TCP4 203.0.113.7 127.0.0.1 70000 2")),
                Arguments.of("too few", ProxyHeaders.v1("PROXY TCP4 203.0.113.7")),
                Arguments.of("another version", ProxyHeaders.v2(0x11, ProxyHeaders.TCP4, "cb0071077f000001dc0401bb")),
                Arguments.of("another command", ProxyHeaders.v2(0x2F, ProxyHeaders.TCP4, "cb0071077f000001dc0401bb")),
                Arguments.of("too short", ProxyHeaders.v2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, "cb007107")),
                Arguments.of("too long", ProxyHeaders.v2Tcp4("cb007107", "e00bb8" + "00".repeat(3000))));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void endsAProxyWhoseHeaderIsBrokenWithoutAWord(String what, byte[] header) {
        Peer peer = new Peer();
        peer.says(header, 0, header.length);
        assertThat(peer.heard).as(what).isEmpty();
        assertThat(peer.channel.taken()).isEmpty();
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.PROXY_HEADER))
                .isEqualTo(1);
        peer.says(SAID, 0, SAID.length);
        assertThat(peer.heard).isEmpty();
    }

    @Test
    void endsAProxyThatDoesNotSayItInTime() {
        long beforeNs = System.nanoTime();
        Peer peer = new Peer();
        byte[] header = ProxyHeaders.v2Tcp4("cb007107", "");
        peer.says(header, 0, header.length - 1);
        ProxyHeaderHandler handler = peer.channel.pipeline().get(ProxyHeaderHandler.class);
        handler.deadline().onTime(beforeNs + TimeUnit.SECONDS.toNanos(4));
        assertThat(peer.connection.isEnding()).isFalse();
        handler.deadline().onTime(System.nanoTime() + TimeUnit.SECONDS.toNanos(5));
        assertThat(metrics.disconnects(Protocol.UNKNOWN, DisconnectReason.DETECTION_TIMEOUT))
                .isEqualTo(1);
    }
}
