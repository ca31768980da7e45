package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Right;
import io.quotegate.auth.TokenFile;
import io.quotegate.gateway.detect.ProxyHeaders;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that say a little again and again and never come to an end, at every stage that a connection has. */
@Timeout(120)
class SlowLorisIT {
    private static final long EVERY_MS = 300;
    private static final String SUBSCRIBE =
            "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"],\"mode\":\"all\"}";
    private static final String PROXY = "127.0.0.9";

    @TempDir
    private Path directory;

    private final ScheduledExecutorService trickle = Executors.newSingleThreadScheduledExecutor();
    private final List<RawSocket> open = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        trickle.shutdownNow();
        for (RawSocket socket : open) {
            socket.close();
        }
    }

    /** Says {@code pieces}, one after another, for as long as there are any and somebody to say them to. */
    private RawSocket slow(RawSocket socket, Stream<byte[]> pieces) {
        open.add(socket);
        Iterator<byte[]> left = pieces.iterator();
        trickle.scheduleAtFixedRate(
                () -> {
                    try {
                        socket.send(left.next());
                    } catch (IOException | NoSuchElementException e) {
                        throw new IllegalStateException("it is over", e); // which ends the schedule
                    }
                },
                0,
                EVERY_MS,
                TimeUnit.MILLISECONDS);
        return socket;
    }

    private static Stream<byte[]> bytes(byte[] all) {
        return IntStream.range(0, all.length).mapToObj(i -> new byte[] {all[i]});
    }

    private static Stream<byte[]> bytes(String ascii) {
        return bytes(ascii.getBytes(US_ASCII));
    }

    /** The same, again and again. */
    private static Stream<byte[]> always(String ascii) {
        return always(ascii.getBytes(US_ASCII));
    }

    private static Stream<byte[]> always(byte[] piece) {
        return Stream.generate(() -> piece);
    }

    private static byte[] clientHello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    private RawSocket connect(SimulatedMarket market) throws IOException {
        return new RawSocket(market.gateway().address());
    }

    /** One that has been subscribed while all the others were slow, and has missed nothing. */
    private void checkPolite(RawSocket polite) throws IOException {
        polite.sendFrame("{\"op\":\"ping\",\"id\":\"after\"}");
        String frame = polite.readFrame();
        long seq = 0;
        while (!frame.contains("\"id\":\"after\"")) {
            long next = Long.parseLong(frame.replaceAll(".*\"seq\":(\\d+).*", "$1"));
            assertThat(seq == 0 ? 1 : next - seq).as(frame).isEqualTo(1);
            seq = next;
            frame = polite.readFrame();
        }
    }

    @Test
    void isEndedAtEveryStage() throws Exception {
        try (SimulatedMarket market = new SimulatedMarket(200, "limits.message-timeout=1s", "tls.dir=" + directory);
                RawSocket polite = connect(market)) {
            SimulatedMarket.awaitTls(market.gateway(), directory.resolve("cert.pem"));
            assertThat(polite.sendFrame(SUBSCRIBE).readFrame()).contains("subscribed");
            polite.readFrame(); // the snapshot
            TlsClient tls = new TlsClient(market.gateway().address(), directory.resolve("cert.pem"));
            byte[] hello = clientHello();
            Map<String, RawSocket> stages = new LinkedHashMap<>();
            stages.put("unknown detection_timeout, nothing said", connect(market));
            stages.put("unknown detection_timeout, what it speaks", slow(connect(market), bytes("PRI * ")));
            stages.put(
                    "unknown detection_timeout, ClientHello",
                    slow(connect(market), bytes(Arrays.copyOf(hello, hello.length - 1))));
            stages.put("unknown detection_timeout, handshake", connect(market).send(hello));
            stages.put(
                    "unknown detection_timeout, TLS record",
                    slow(connect(market).send(hello), Stream.concat(bytes("\u0016\3\3@\0"), always("\0"))));
            stages.put("unknown detection_timeout, inside TLS", tls.raw());
            stages.put(
                    "http message_timeout, request line",
                    slow(connect(market), Stream.concat(bytes("GET /"), always("a"))));
            stages.put(
                    "http message_timeout, head",
                    slow(connect(market).send("GET / HTTP/1.1\r\nHost: localhost\r\nx: "), always("a")));
            stages.put(
                    "http message_timeout, body",
                    slow(
                            connect(market)
                                    .send("POST /v1/info HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n\r\n"),
                            always("a")));
            stages.put(
                    "http message_timeout, head inside TLS",
                    slow(tls.raw(), Stream.concat(bytes("GET /"), always("a"))));
            stages.put("frames message_timeout, frame", slow(connect(market).send("\0\0\1\0{"), always(" ")));
            stages.put("json message_timeout, object", slow(connect(market).send("{\"op\":"), always(" ")));
            stages.put("websocket message_timeout, frame", webSocket(market, "\u0081\u00fe\1\0abcd", always("a")));
            stages.put(
                    "websocket message_timeout, fragments",
                    webSocket(
                            market,
                            "\u0001\u0081abcda",
                            always(WebSocketProbe.encode(WebSocketProbe.CONTINUATION, "a".getBytes(US_ASCII)))));
            stages.put(
                    "http2 message_timeout, head",
                    slow(
                            connect(market)
                                    .send(new Http2Frames()
                                            .preface()
                                            .frame(Http2Frames.HEADERS, 0, 1, "82")
                                            .bytes()),
                            always(new Http2Frames()
                                    .frame(Http2Frames.CONTINUATION, 0, 1, "86")
                                    .bytes())));
            stages.put("http2 message_timeout, frame", slow(connect(market).send(half()), always("\0")));
            open.addAll(stages.values());
            for (Map.Entry<String, RawSocket> stage : stages.entrySet()) {
                String reason = stage.getKey().split("[ ,]")[1];
                String words = stage.getValue().readToEnd();
                if (stage.getKey().startsWith("http ")) {
                    assertThat(words).as(stage.getKey()).startsWith("HTTP/1.1 408 ");
                } else if (!stage.getKey().startsWith("unknown ")) {
                    assertThat(words).as(stage.getKey()).contains(reason);
                }
            }
            Map<String, Long> expected = new LinkedHashMap<>();
            stages.keySet().forEach(stage -> expected.merge(stage.substring(0, stage.indexOf(',')), 1L, Long::sum));
            expected.forEach((ended, count) -> {
                String[] words = ended.split(" ");
                assertThat(market.metric("quotegate_disconnects_total{protocol=\"" + words[0] + "\",reason=\""
                                + words[1] + "\"}"))
                        .as("%s, of %s", ended, ends(market))
                        .isEqualTo(count.doubleValue());
            });
            checkPolite(polite);
        }
    }

    private static List<String> ends(SimulatedMarket market) {
        return market.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("quotegate_disconnects_total{") && !line.endsWith(" 0.0"))
                .toList();
    }

    /** The preface, and a frame of 100 bytes of which nothing came. */
    private static byte[] half() {
        return new Http2Frames().preface().head(100, Http2Frames.DATA, 0, 1).bytes();
    }

    private RawSocket webSocket(SimulatedMarket market, String begin, Stream<byte[]> pieces) throws IOException {
        RawSocket socket = connect(market);
        new WebSocketProbe(socket).ask("/v1/stream").readHead();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        begin.chars().forEach(bytes::write);
        return slow(socket.send(bytes.toByteArray()), pieces);
    }

    @Test
    void whoShowsNoTokenIsEndedHoweverMuchItSays() throws Exception {
        Path tokens = directory.resolve("tokens");
        String token = new TokenFile(tokens).add("alice", Right.USUAL);
        try (SimulatedMarket market =
                        SimulatedMarket.asking(token, 200, "auth.tokens-file=" + tokens, "tls.dir=" + directory);
                RawSocket polite = connect(market)) {
            polite.sendFrame("{\"op\":\"auth\",\"token\":\"" + token + "\"}").readFrame();
            assertThat(polite.sendFrame(SUBSCRIBE).readFrame()).contains("subscribed");
            polite.readFrame(); // the snapshot
            String ping = "{\"op\":\"ping\"}";
            byte[] frame = ("\0\0\0\r" + ping).getBytes(US_ASCII);
            RawSocket frames = slow(connect(market), always(frame));
            RawSocket json = slow(connect(market), always(ping));
            RawSocket webSocket = webSocket(
                    market, "", always(WebSocketProbe.encode(0x80 | WebSocketProbe.TEXT, ping.getBytes(US_ASCII))));
            for (RawSocket socket : List.of(frames, json, webSocket)) {
                assertThat(socket.readToEnd()).contains("pong").contains("unauthenticated");
            }
            checkPolite(polite);
        }
    }

    /** From an address that is not of this machine, as a proxy tells. */
    @Test
    void soManyOfOneAddressAreLetInAndOthersBeside() throws Exception {
        int most = 40;
        try (SimulatedMarket market = new SimulatedMarket(
                200,
                "server.trusted-proxies=" + PROXY + "/32",
                "limits.connections-per-address=" + most,
                "limits.message-timeout=1h")) {
            InetSocketAddress address = market.gateway().address();
            List<RawSocket> let = new ArrayList<>();
            for (int i = 0; i < most; i++) {
                let.add(slow(proxied(address, "203.0.113.7").send("{\"op\":\"ping\"}{"), always(" ")));
                assertThat(let.get(i).readLine()).contains("pong");
            }
            for (int i = 0; i < 3 * most; i++) {
                try (RawSocket more = proxied(address, "203.0.113.7")) {
                    more.send("{");
                    assertThat(more.readToEnd()).doesNotContain("pong");
                }
            }
            assertThat(
                            market.metric(
                                            "quotegate_disconnects_total{protocol=\"json\",reason=\"too_many_connections\"}")
                                    + market.metric(
                                            "quotegate_disconnects_total{protocol=\"unknown\",reason=\"too_many_connections\"}"))
                    .isEqualTo(3 * most);
            assertThat(market.metric("quotegate_connections{protocol=\"json\"}"))
                    .isEqualTo(most);
            try (RawSocket other = proxied(address, "203.0.113.8")) {
                assertThat(other.send("{\"op\":\"ping\"}").readLine()).contains("pong");
            }
        }
    }

    private static RawSocket proxied(InetSocketAddress gateway, String client) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(PROXY, 0));
        socket.connect(gateway);
        return new RawSocket(socket).send(ProxyHeaders.v1("PROXY TCP4 " + client + " 127.0.0.1 4711 8080"));
    }
}
