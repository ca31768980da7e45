package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pair that only Binance has, and that is spelled in Chinese. */
@Timeout(120)
class PairOutsideAsciiIT {
    private static final String PAIR = "币安人生-USDT";
    private static final String ENCODED = URLEncoder.encode(PAIR, UTF_8);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path home;

    private SimulatedVenue okx;
    private SimulatedVenue binance;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withPairs(List.of("BTC-USDT")));
        binance = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withPairs(List.of("BTC-USDT", PAIR)));
        gateway = TestGateways.start(
                "pairs=BTC-USDT," + PAIR,
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                "venues.okx.rest=http://127.0.0.1:" + okx.restPort(),
                "venues.binance.rest=http://127.0.0.1:" + binance.restPort(),
                "files.dir=" + home,
                "files.record=true");
        SimulatedMarket.await("its last price", () -> get('/' + ENCODED).body().startsWith("{\"" + PAIR + "\":\""));
    }

    @AfterEach
    void stop() {
        gateway.close();
        okx.close();
        binance.close();
    }

    private HttpResponse<String> get(String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + gateway.address().getPort() + path);
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void isServedOverHttpFromTheVenueThatHasIt() {
        assertThat(get("/v1/quotes/" + ENCODED).body())
                .contains("\"pair\":\"" + PAIR + "\",\"venue\":\"binance\"", "\"stale\":false");
        assertThat(get("/v1/quotes/" + URLEncoder.encode("币安人生usdt", UTF_8)).body())
                .contains("\"pair\":\"" + PAIR + '"');
        assertThat(get("/v1/quotes").body()).contains("\"pair\":\"" + PAIR + '"', "\"pair\":\"BTC-USDT\"");
        assertThat(get("/v1/pairs").body())
                .contains("\"pair\":\"" + PAIR + "\",\"base\":\"币安人生\",\"quote\":\"USDT\",\"venues\":[\"binance\"]");
        assertThat(get("/courses").body()).contains("\"" + PAIR + "\":\"");
        SimulatedMarket.await(
                "its candles", () -> get("/v1/candles/" + ENCODED).body().contains("\"complete\":true"));
        SimulatedMarket.await(
                "its trades",
                () -> get("/v1/trades/" + ENCODED).body().contains("\"pair\":\"" + PAIR + "\",\"venue\":\"binance\""));
        assertThat(get("/v1/indicators/" + ENCODED).body()).contains("\"pair\":\"" + PAIR + '"');
        assertThat(get("/v1/convert?amount=1&to=USDT&from=" + URLEncoder.encode("币安人生", UTF_8))
                        .body())
                .contains("\"path\":[\"" + PAIR + "\"]");
        assertThat(get("/v1/venues").body()).contains("\"venue\":\"okx\",\"state\":\"live\"", "\"connects\":1");
    }

    @Test
    void isServedOverFramesBareJsonAndEventStreams() throws IOException {
        String subscribe = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"" + PAIR + "\"]}";
        try (RawSocket frames = new RawSocket(gateway.address())) {
            frames.sendFrame("{\"op\":\"quote\",\"pair\":\"\\u5e01\\u5b89\\u4eba\\u751f-USDT\"}");
            assertThat(frames.readFrame()).contains("\"event\":\"quote\"", "\"pair\":\"" + PAIR + '"');
            frames.sendFrame(subscribe);
            assertThat(frames.readFrame()).contains("\"pairs\":[\"" + PAIR + "\"]");
            assertThat(frames.readFrame()).startsWith("{\"channel\":\"quotes\",\"pair\":\"" + PAIR + '"');
        }
        try (RawSocket bare = new RawSocket(gateway.address())) {
            bare.send(subscribe.getBytes(UTF_8));
            assertThat(bare.readLine()).contains("\"pairs\":[\"" + PAIR + "\"]");
            assertThat(bare.readLine()).startsWith("{\"channel\":\"quotes\",\"pair\":\"" + PAIR + '"');
        }
        try (RawSocket events = new RawSocket(gateway.address())) {
            events.send("GET /v1/stream?pairs=" + ENCODED + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(events.readUntil("\"ask\"")).contains("\"pair\":\"" + PAIR + '"');
        }
    }

    @Test
    void isServedOverWebSocketAndGrpc() throws Exception {
        String answer = ask('/' + ENCODED, "?");
        assertThat(answer).startsWith("{\"" + PAIR + "\":\"");
        assertThat(ask("/v1/stream", "{\"op\":\"quote\",\"pair\":\"" + PAIR + "\"}"))
                .contains("\"pair\":\"" + PAIR + '"');
        ManagedChannel channel = GrpcIT.channel(gateway);
        try {
            QuoteServiceGrpc.QuoteServiceBlockingStub quotes = QuoteServiceGrpc.newBlockingStub(channel);
            Quote quote =
                    quotes.getQuote(GetQuoteRequest.newBuilder().setPair(PAIR).build());
            assertThat(quote.getPair()).isEqualTo(PAIR);
            assertThat(quotes.streamQuotes(StreamQuotesRequest.newBuilder()
                                    .addPairs(PAIR)
                                    .build())
                            .next()
                            .getPair())
                    .isEqualTo(PAIR);
        } finally {
            channel.shutdownNow();
        }
    }

    private String ask(String path, String question) throws Exception {
        CompletableFuture<String> answer = new CompletableFuture<>();
        WebSocket.Listener listener = new WebSocket.Listener() {
            private final StringBuilder text = new StringBuilder();

            @Override
            public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
                text.append(data);
                if (last) {
                    answer.complete(text.toString());
                }
                socket.request(1);
                return CompletableFuture.completedFuture(null);
            }
        };
        WebSocket socket = HTTP.newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + gateway.address().getPort() + path), listener)
                .get(1, TimeUnit.MINUTES);
        socket.sendText(question, true);
        try {
            return answer.get(1, TimeUnit.MINUTES);
        } finally {
            socket.abort();
        }
    }

    @Test
    void isRecordedUnderItsNameAndOfferedAndPlayedAgain() throws IOException {
        SimulatedMarket.await(
                "some quotes", () -> get("/v1/quotes/" + ENCODED).body().matches("(?s).*\"seq\":[0-9]{2,}.*"));
        gateway.close();
        Path recording;
        try (Stream<Path> files = Files.list(home)) {
            recording = files.filter(file -> file.getFileName().toString().startsWith("quotes_" + PAIR + '_')
                            && file.getFileName().toString().endsWith(".csv.gz"))
                    .findFirst()
                    .orElseThrow();
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(recording))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).contains("," + PAIR + ",binance,");
        }
        try (SimulatedVenue replayed = SimulatedVenue.start(
                SimulatorOptions.of(Venue.BINANCE).withReplay(recording, 100).withPairs(List.of(PAIR)))) {
            gateway = TestGateways.start(
                    "pairs=" + PAIR, "venues.binance.ws=ws://127.0.0.1:" + replayed.port(), "files.dir=" + home);
            SimulatedMarket.await(
                    "a recorded quote", () -> get("/v1/quotes/" + ENCODED).statusCode() == 200);
            String name = recording.getFileName().toString();
            assertThat(get("/v1/files").body()).contains("\"name\":\"" + name + '"');
            HttpResponse<String> file = get("/v1/files/" + URLEncoder.encode(name, UTF_8));
            assertThat(file.statusCode()).isEqualTo(200);
        }
    }
}
