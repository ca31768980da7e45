package io.quotegate.port;

import static io.quotegate.port.SimulatedMarket.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quotegate.app.GatewayOptions;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.gateway.testkit.FailingAllocator;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A gateway that runs out of direct memory for one buffer, then for another, with subscribers of every protocol: whoever
 * is still there gets every quote or is told how many it missed, and whoever is not was closed.
 */
@Timeout(300)
class FailingAllocationIT {
    private static final int RATE = 2_000;
    private static final int FAILURES = 60;
    private static final int WINDOW = 1 << 30;
    private static final String SUBSCRIBE =
            "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"%s\"}";

    private final FailingAllocator buffers = new FailingAllocator();
    private final List<Client> clients = new ArrayList<>();
    private final Map<Mode, QuoteStream> calls = new EnumMap<>(Mode.class);
    private SimulatedMarket market;
    private ManagedChannel channel;

    private enum Way {
        FRAMES,
        BARE_JSON,
        WEB_SOCKET,
        WEB_SOCKET_ON_HTTP2,
        EVENTS,
        EVENTS_ON_HTTP2;

        private boolean isOnHttp2() {
            return this == WEB_SOCKET_ON_HTTP2 || this == EVENTS_ON_HTTP2;
        }
    }

    /** One subscriber, whose quotes are checked as they come, on a thread of its own. */
    private final class Client implements Runnable {
        private static final Pattern QUOTE = Pattern.compile("\"pair\":\"([A-Z-]+)\"[^{}]*?\"seq\":([0-9]+)[^{}]*}");
        private static final Pattern DROPS = Pattern.compile("\"drops\":([0-9]+)");

        private final Way way;
        private final String mode;
        private final Http2Probe probe;
        private final RawSocket socket;
        private final Map<String, Long> seqs = new HashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final AtomicLong quotes = new AtomicLong();

        private volatile @Nullable String wrong;
        private volatile boolean closed;

        Client(Way way, String mode) throws IOException {
            this.way = way;
            this.mode = mode;
            probe = new Http2Probe(market.gateway().address());
            socket = probe.socket();
            begin();
            Thread reader = new Thread(this, way + " " + mode);
            reader.setDaemon(true);
            reader.start();
        }

        private void begin() throws IOException {
            String subscribe = String.format(SUBSCRIBE, mode);
            String events = "/v1/stream?mode=" + mode;
            switch (way) {
                case FRAMES -> socket.sendFrame(subscribe);
                case BARE_JSON -> socket.send(subscribe);
                case EVENTS -> socket.send("GET " + events + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                case WEB_SOCKET -> {
                    socket.send(
                            "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n");
                    socket.readUntil("\r\n\r\n");
                    socket.send(WebSocketProbe.encode(0x80 | WebSocketProbe.TEXT, subscribe.getBytes(ISO_8859_1)));
                }
                default -> {
                    probe.send(new Http2Frames().preface().windowUpdate(0, WINDOW));
                    if (way == Way.EVENTS_ON_HTTP2) {
                        probe.send(new Http2Frames().get(1, events).windowUpdate(1, WINDOW));
                    } else {
                        new Http2WebSocket(probe, 1, "/v1/stream").text(subscribe);
                        probe.send(new Http2Frames().windowUpdate(1, WINDOW));
                    }
                }
            }
        }

        @Override
        public void run() {
            try {
                while (true) {
                    read();
                    check();
                }
            } catch (IOException | RuntimeException e) {
                closed = true;
            }
        }

        private void read() throws IOException {
            if (!way.isOnHttp2()) {
                text.append((char) socket.readByte());
                while (text.charAt(text.length() - 1) != '}') {
                    text.append((char) socket.readByte());
                }
                return;
            }
            Http2Frame frame = probe.read();
            if (frame.type() == Http2Frames.DATA) {
                text.append(new String(frame.payload(), ISO_8859_1));
            }
            if (frame.type() == Http2Frames.RST_STREAM || (frame.type() == Http2Frames.DATA && frame.isEndOfStream())) {
                throw new IOException("the stream ended");
            }
        }

        private void check() {
            Matcher quote = QUOTE.matcher(text);
            int end = 0;
            while (quote.find()) {
                end = quote.end();
                Matcher skipped = DROPS.matcher(quote.group());
                long drops = skipped.find() ? Long.parseLong(skipped.group(1)) : 0;
                long seq = Long.parseLong(quote.group(2));
                Long before = seqs.put(quote.group(1), seq);
                if (before != null && (seq != before + 1 + drops || (drops > 0 && mode.equals("all")))) {
                    wrong = this + ": " + before + ", then " + quote.group();
                }
                quotes.incrementAndGet();
            }
            text.delete(0, end);
        }

        @Override
        public String toString() {
            return way + " " + mode;
        }
    }

    @BeforeEach
    void start() throws IOException {
        market =
                new SimulatedMarket(RATE, GatewayOptions.DEFAULT.withBuffers(usual -> buffers), "server.event-loops=1");
        for (Way way : Way.values()) {
            clients.add(new Client(way, "latest"));
            clients.add(new Client(way, "all"));
        }
        channel = GrpcIT.channel(market.gateway());
        for (Mode mode : List.of(Mode.MODE_LATEST, Mode.MODE_ALL)) {
            calls.put(mode, QuoteStream.open(channel, mode, "*"));
        }
    }

    @AfterEach
    void stop() throws IOException {
        for (Client client : clients) {
            client.socket.close();
        }
        channel.shutdownNow();
        market.close();
    }

    /** Waits until every client that is still there was told more. */
    private void awaitMore(String when) {
        Map<Client, Long> before = new HashMap<>();
        clients.forEach(client -> before.put(client, client.quotes.get()));
        await(
                "quotes for all that are left " + when,
                () -> clients.stream()
                        .allMatch(client -> client.closed
                                || client.wrong != null
                                || client.quotes.get() > before.getOrDefault(client, 0L) + 20));
        clients.forEach(client -> assertThat(client.wrong).as(when).isNull());
    }

    /** The same of calls of gRPC; one that was ended is made again. */
    private void awaitMoreOfCalls() {
        calls.replaceAll((mode, call) -> {
            long wanted = call.quotes() + 20;
            call.await(20);
            assertThat(mode == Mode.MODE_ALL ? call.drops() : 0).isZero();
            return call.quotes() >= wanted ? call : QuoteStream.open(channel, mode, "*");
        });
    }

    @Test
    void silencesNobodyOverAnyProtocol() throws IOException {
        int closed = 0;
        awaitMore("at first");
        for (int nth = 1; nth <= FAILURES; nth++) {
            buffers.failAt(nth);
            await("allocation " + nth, buffers::hasFailed);
            awaitMore("after failure " + nth);
            awaitMoreOfCalls();
            for (int i = 0; i < clients.size(); i++) {
                if (clients.get(i).closed) {
                    closed++;
                    clients.get(i).socket.close();
                    clients.set(i, new Client(clients.get(i).way, clients.get(i).mode));
                }
            }
            awaitMore("with those that came back after " + nth);
        }
        assertThat(closed)
                .as("clients that were closed by %d failures", FAILURES)
                .isLessThan(FAILURES * clients.size() / 2);
        assertThat(market.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(market.metric("quotegate_faults_total{where=\"fanout\"}")).isPositive();
    }
}
