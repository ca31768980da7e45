package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.quotegate.cli.client.ClientProtocol;
import io.quotegate.cli.client.GatewayAddress;
import io.quotegate.cli.client.QuoteClient;
import io.quotegate.cli.client.Watched;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.Resume;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.codec.sbe.v1.MessageHeaderDecoder;
import io.quotegate.codec.sbe.v1.QuoteDecoder;
import io.quotegate.codec.sbe.v1.TradeDecoder;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are cut off, and go on where they were, by every protocol and whatever event loop they come to. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResumeIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int BREAKS = 8;
    private static final int ENOUGH = 60;

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(2000, "server.event-loops=2");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    /** Something numbered that came of a pair; without a pair an answer, whose number is 1 if it says recovered. */
    private record Heard(String pair, long seq, String instance) {
        static Heard answer(String instance, boolean recovered) {
            return new Heard("", recovered ? 1 : 0, instance);
        }
    }

    /** A protocol. */
    private enum Way {
        FRAMES,
        BARE,
        WEBSOCKET,
        SBE_FRAMES,
        SBE_WEBSOCKET,
        PROTO
    }

    /** One connection by a protocol. */
    private final class Line implements Closeable {
        private final Way way;
        private final RawSocket socket;
        private final WebSocketProbe probe;

        Line(Way way) throws IOException {
            this.way = way;
            socket = new RawSocket(market.gateway().address());
            probe = new WebSocketProbe(socket);
            if (way == Way.WEBSOCKET) {
                probe.ask("/v1/stream").readHead();
            } else if (way == Way.SBE_WEBSOCKET) {
                probe.ask("/v1/stream", "Sec-WebSocket-Protocol: quotegate.v1.sbe")
                        .readHead();
            }
        }

        void subscribe(String channel, String instance, Map<String, Long> seqs) throws IOException {
            if (way == Way.PROTO) {
                Subscribe.Builder request =
                        Subscribe.newBuilder().setChannel(channel).addPairs("*");
                request.setModeValue(1);
                if (!instance.isEmpty()) {
                    request.setResume(Resume.newBuilder().setInstance(instance).putAllSeq(seqs));
                }
                socket.sendFrame(
                        ClientFrame.newBuilder().setSubscribe(request).build().toByteArray());
                return;
            }
            String format = way == Way.SBE_FRAMES ? ",\"format\":\"sbe\"" : "";
            String resume = instance.isEmpty()
                    ? ""
                    : ",\"resume\":{\"instance\":\"" + instance + "\",\"seq\":" + JSON.writeValueAsString(seqs) + '}';
            ask("{\"op\":\"subscribe\",\"channel\":\"" + channel + "\",\"pairs\":[\"*\"],\"mode\":\"all\"" + format
                    + resume + '}');
        }

        void ask(String json) throws IOException {
            switch (way) {
                case BARE -> socket.send(json);
                case WEBSOCKET, SBE_WEBSOCKET -> probe.text(json);
                default -> socket.sendFrame(json);
            }
        }

        Heard next() throws IOException {
            byte[] message = switch (way) {
                case BARE -> socket.readLine().getBytes(UTF_8);
                case WEBSOCKET, SBE_WEBSOCKET -> probe.read().payload();
                default -> socket.readFrameBytes();
            };
            return way == Way.PROTO
                    ? proto(ServerFrame.parseFrom(message))
                    : message[0] == '{' ? json(message) : sbe(message);
        }

        private Heard proto(ServerFrame frame) {
            if (frame.hasSubscribed()) {
                return Heard.answer(
                        frame.getSubscribed().getInstance(),
                        frame.getSubscribed().getRecovered());
            }
            return frame.hasTradeUpdate()
                    ? new Heard(
                            frame.getTradeUpdate().getPair(),
                            frame.getTradeUpdate().getSeq(),
                            "")
                    : new Heard(
                            frame.getQuoteUpdate().getPair(),
                            frame.getQuoteUpdate().getSeq(),
                            "");
        }

        private Heard json(byte[] message) throws IOException {
            JsonNode json = JSON.readTree(message);
            return json.has("event")
                    ? Heard.answer(
                            json.path("instance").asText(),
                            json.path("recovered").asBoolean())
                    : new Heard(json.path("pair").asText(), json.path("seq").asLong(), "");
        }

        private Heard sbe(byte[] message) {
            UnsafeBuffer buffer = new UnsafeBuffer(message);
            MessageHeaderDecoder header = new MessageHeaderDecoder().wrap(buffer, 0);
            if (header.templateId() == TradeDecoder.TEMPLATE_ID) {
                TradeDecoder trade = new TradeDecoder().wrapAndApplyHeader(buffer, 0, header);
                long seq = trade.seq();
                return new Heard(trade.pair(), seq, "");
            }
            QuoteDecoder quote = new QuoteDecoder().wrapAndApplyHeader(buffer, 0, header);
            long seq = quote.seq();
            return new Heard(quote.pair(), seq, "");
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void follows(Map<String, Long> seqs, String pair, long seq) {
        Long before = seqs.put(pair, seq);
        if (before != null) {
            assertThat(seq).as("%s behind %d", pair, before).isEqualTo(before + 1);
        }
    }

    private long newest(String pair) {
        try {
            return JSON.readTree(market.get("/v1/quotes/" + pair).body())
                    .path("seq")
                    .asLong();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Until much was published that a client which is not there misses. */
    private void aBreak() {
        long before = newest("BTC-USDT");
        SimulatedMarket.await("quotes that are missed", () -> newest("BTC-USDT") > before + 10);
    }

    private void losesNothing(Way way, String channel) throws IOException {
        Map<String, Long> seqs = new HashMap<>();
        String instance = "";
        for (int round = 0; round <= BREAKS; round++) {
            try (Line line = new Line(way)) {
                line.subscribe(channel, instance, seqs);
                Heard answer = line.next();
                assertThat(answer.pair()).isEmpty();
                assertThat(answer.seq()).as("recovered, in round %d", round).isEqualTo(round == 0 ? 0 : 1);
                instance = answer.instance();
                for (int i = 0; i < ENOUGH + round; i++) {
                    Heard heard = line.next();
                    follows(seqs, heard.pair(), heard.seq());
                }
            }
            aBreak();
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsOfEveryQuoteOnceInOrder(Way way) throws IOException {
        losesNothing(way, "quotes");
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAMES", "SBE_FRAMES", "PROTO"})
    void tellsOfEveryTradeOnceInOrder(Way way) throws IOException {
        losesNothing(way, "trades");
    }

    @Test
    void tellsOfEveryQuoteInCalls() {
        ManagedChannel channel = NettyChannelBuilder.forAddress(market.gateway().address())
                .usePlaintext()
                .build();
        try {
            Map<String, Long> seqs = new HashMap<>();
            String instance = "";
            for (int round = 0; round <= BREAKS; round++) {
                StreamQuotesRequest.Builder request = StreamQuotesRequest.newBuilder();
                if (round > 0) {
                    request.setResume(Resume.newBuilder().setInstance(instance).putAllSeq(seqs));
                }
                AtomicReference<@Nullable Metadata> head = new AtomicReference<>();
                io.grpc.Context.CancellableContext call =
                        io.grpc.Context.current().withCancellation();
                io.grpc.Context outer = call.attach();
                try {
                    Iterator<Quote> quotes = QuoteServiceGrpc.newBlockingStub(ClientInterceptors.intercept(
                                    channel,
                                    MetadataUtils.newCaptureMetadataInterceptor(head, new AtomicReference<>())))
                            .streamQuotes(request.build());
                    for (int i = 0; i < ENOUGH; i++) {
                        Quote quote = quotes.next();
                        follows(seqs, quote.getPair(), quote.getSeq());
                    }
                    instance = text(head.get(), "quotegate-instance");
                    assertThat(text(head.get(), "quotegate-recovered")).isEqualTo(round == 0 ? "" : "true");
                } finally {
                    call.detach(outer);
                    call.cancel(null);
                }
                aBreak();
            }
        } finally {
            channel.shutdownNow();
        }
    }

    /** Has had enough. */
    private static final class Enough extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @ParameterizedTest
    @EnumSource
    void watchingGoesOnWhereItBrokeOff(ClientProtocol protocol) throws IOException {
        GatewayAddress gateway =
                GatewayAddress.plain("127.0.0.1", market.gateway().address().getPort());
        Watched watched = new Watched();
        Map<String, Long> seqs = new HashMap<>();
        for (int round = 0; round < 4; round++) {
            AtomicInteger left = new AtomicInteger(ENOUGH);
            try (QuoteClient client = protocol.connect(gateway)) {
                client.watch(List.of("BTC-USDT", "ETH-USDT"), watched, quote -> {
                    follows(seqs, quote.path("pair").asText(), quote.path("seq").asLong());
                    if (left.decrementAndGet() == 0) {
                        throw new Enough();
                    }
                });
                throw new AssertionError("the gateway closed the connection");
            } catch (Enough e) {
                assertThat(watched.isRecovered()).as("in round %d", round).isEqualTo(round > 0);
            }
            if (protocol == ClientProtocol.HTTP) {
                seqs.clear(); // it broke off before the id of the event that it had
            }
            aBreak();
        }
    }

    private static String text(@Nullable Metadata head, String name) {
        String value = head == null ? null : head.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
        return value == null ? "" : value;
    }

    @Test
    void tellsOfEveryQuoteInEvents() throws IOException {
        Map<String, Long> seqs = new HashMap<>();
        String lastId = "";
        for (int round = 0; round <= BREAKS; round++) {
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                String resume = lastId.isEmpty() ? "" : "Last-Event-ID: " + lastId + "\r\n";
                socket.send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\n" + resume + "\r\n");
                boolean answer = false;
                int count = 0;
                String line = "";
                while (count < ENOUGH || !line.startsWith("id: ")) { // of what was read last
                    line = socket.readLine();
                    if (line.startsWith("data: ") && answer) {
                        assertThat(line).contains("\"recovered\":true");
                    } else if (line.startsWith("data: ")) {
                        JsonNode quote = JSON.readTree(line.substring("data: ".length()));
                        follows(
                                seqs,
                                quote.path("pair").asText(),
                                quote.path("seq").asLong());
                        count++;
                    } else if (line.startsWith("id: ")) {
                        lastId = line.substring("id: ".length()).strip();
                    }
                    answer = line.startsWith("event: subscribed");
                }
            }
            aBreak();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1.5",
                "99999999999999999999",
                "\"7\"",
                "null",
                "[]",
            })
    void refusesWhatIsNoNumber(String seq) throws IOException {
        refuses("{\"instance\":\"x\",\"seq\":{\"BTC-USDT\":" + seq + "}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "7", "{\"instance\":7}", "{\"instance\":\"\"}", "{\"instance\":\"x\",\"seq\":[]}"})
    void refusesWhatIsNoPlaceToGoOnAt(String resume) throws IOException {
        refuses(resume);
    }

    private void refuses(String resume) throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"resume\":" + resume
                    + ",\"id\":1}");
            JsonNode answer = JSON.readTree(socket.readFrame());
            assertThat(answer.path("code").asText()).as(answer.toString()).isEqualTo("bad_request");
            assertThat(answer.path("message").asText()).contains("resume");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"quotes", "trades", "books", "candles"})
    void tellsThatNothingIsRecoveredOfAnotherRunOrOfWhatHasNotBeen(String channel) throws IOException {
        String instance =
                JSON.readTree(market.get("/v1/info").body()).path("instance").asText();
        for (String resume : new String[] {
            "{\"instance\":\"another\",\"seq\":{\"BTC-USDT\":1}}",
            "{\"instance\":\"" + instance + "\",\"seq\":{\"BTC-USDT\":9223372036854775807}}"
        }) {
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"" + channel
                        + "\",\"pairs\":[\"BTC-USDT\"],\"resume\":" + resume + "}");
                JsonNode answer = JSON.readTree(socket.readFrame());
                assertThat(answer.path("recovered").isBoolean())
                        .as(answer.toString())
                        .isTrue();
                assertThat(answer.path("recovered").asBoolean()).isFalse();
                assertThat(JSON.readTree(socket.readFrame()).path("channel").asText())
                        .isEqualTo(channel);
            }
        }
    }

    @Test
    void tellsOfTheMinutesThatWereOverMeanwhile() throws IOException {
        JsonNode kept =
                JSON.readTree(market.get("/v1/candles/BTC-USDT?limit=6").body()).path("candles");
        long had = kept.get(0).path("openTime").asLong();
        String instance =
                JSON.readTree(market.get("/v1/info").body()).path("instance").asText();
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"candles\",\"pairs\":[\"BTC-USDT\",\"ETH-USDT\"],"
                    + "\"resume\":{\"instance\":\"" + instance + "\",\"seq\":{\"BTC-USDT\":" + had + "}}}");
            assertThat(JSON.readTree(socket.readFrame()).path("recovered").asBoolean())
                    .isTrue();
            long next = had;
            for (int i = 0; i < 5; ) {
                JsonNode candle = JSON.readTree(socket.readFrame());
                if (candle.path("pair").asText().equals("BTC-USDT")) {
                    next += 60_000_000;
                    assertThat(candle.path("openTime").asLong()).isEqualTo(next);
                    i++;
                }
            }
        }
    }

    @Test
    void goesOnWithABookOfWhichNothingWasMissedAndElseBeginsItAnew() throws IOException {
        String instance =
                JSON.readTree(market.get("/v1/info").body()).path("instance").asText();
        long seq = 0;
        for (int round = 0; round < 20; round++) {
            try (RawSocket socket = new RawSocket(market.gateway().address())) {
                socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"books\",\"pairs\":[\"BTC-USDT\"],\"depth\":1,"
                        + "\"resume\":{\"instance\":\"" + instance + "\",\"seq\":{\"BTC-USDT\":" + seq + "}}}");
                boolean recovered =
                        JSON.readTree(socket.readFrame()).path("recovered").asBoolean();
                JsonNode book = JSON.readTree(socket.readFrame());
                if (recovered) {
                    assertThat(book.path("prevSeq").asLong()).isEqualTo(seq);
                } else {
                    assertThat(book.path("type").asText()).isEqualTo("snapshot");
                }
                seq = book.path("seq").asLong();
            }
        }
    }

    @Test
    void countsWhatBecameOfThem() throws IOException {
        tellsOfEveryTradeOnceInOrder(Way.FRAMES);
        assertThat(market.get("/metrics").body())
                .containsPattern("quotegate_resumes_total\\{result=\"recovered\"} [1-9]")
                .contains("quotegate_resumes_total{result=\"gone\"}");
    }
}
