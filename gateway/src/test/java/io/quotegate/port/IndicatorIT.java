package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.IndicatorRequest;
import io.quotegate.codec.proto.v1.IndicatorServiceGrpc;
import io.quotegate.codec.proto.v1.IndicatorServiceGrpc.IndicatorServiceBlockingStub;
import io.quotegate.codec.proto.v1.IndicatorValue;
import io.quotegate.codec.proto.v1.Indicators;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Indicators by every protocol, of minutes that were handed to the gateway. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IndicatorIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Instrument BTC = new Instrument(0, "BTC-USDT");
    private static final long END = TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis());
    private static final String REQUEST =
            "{\"op\":\"indicators\",\"pair\":\"BTC-USDT\",\"window\":\"2m\",\"id\":\"i1\"}";
    private static final String VALUES = "{\"moneyFlow\":\"3\",\"moneyFlowTemporal\":\"0.5\",\"moneyFlowIndex\":null,"
            + "\"return\":\"10\",\"vwap\":\"10.75\",\"twap\":\"10.5\"}";
    private static final String REASONS = "{\"moneyFlowIndex\":\"needs 15 minutes with a price, the window has 2\"}";
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);

    private Gateway gateway;
    private ManagedChannel channel;
    private IndicatorServiceBlockingStub calls;

    @BeforeAll
    void start() throws IOException {
        gateway = TestGateways.start();
        gateway.minutes().onCandle(candle(BTC, END - 2, "10", "1", "0"));
        gateway.minutes().onCandle(candle(BTC, END - 1, "11", "3", "3"));
        channel = Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", gateway.address().getPort(), InsecureChannelCredentials.create())
                .build();
        calls = IndicatorServiceGrpc.newBlockingStub(channel).withDeadlineAfter(50, TimeUnit.SECONDS);
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        gateway.close();
    }

    private static Candle candle(Instrument pair, long minute, String price, String volume, String bought) {
        BigDecimal one = new BigDecimal(price);
        BigDecimal size = new BigDecimal(volume);
        return Candle.of(pair, Venue.OKX, minute * Candle.MINUTE_US)
                .withPrice(one)
                .withVolumes(size, one.multiply(size))
                .withTrades(5, new BigDecimal(bought));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + gateway.address().getPort() + path);
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void assertTold(JsonNode data) {
        assertThat(data.fieldNames())
                .toIterable()
                .containsExactly("pair", "window", "venue", "from", "to", "ageMs", "samples", "values", "reasons");
        assertThat(data.path("pair").asText()).isEqualTo("BTC-USDT");
        assertThat(data.path("window").asText()).isEqualTo("2m");
        assertThat(data.path("venue").asText()).isEqualTo("okx");
        assertThat(data.path("from").asLong()).isEqualTo((END - 2) * Candle.MINUTE_US);
        assertThat(data.path("to").asLong()).isEqualTo(END * Candle.MINUTE_US);
        assertThat(data.path("ageMs").asLong(-1)).isBetween(0L, 200_000L);
        assertThat(data.path("samples").toString()).isEqualTo("{\"trades\":10,\"minutes\":2}");
        assertThat(data.path("values").toString()).isEqualTo(VALUES);
        assertThat(data.path("reasons").toString()).isEqualTo(REASONS);
    }

    private static void assertTold(ServerFrame frame) {
        assertThat(frame.getId()).isEqualTo("i1");
        assertTold(frame.getIndicators());
    }

    private static void assertTold(Indicators indicators) {
        assertThat(indicators.getVenue()).isEqualTo("okx");
        assertThat(indicators.getValues().getVwap()).isEqualTo("10.75");
        assertThat(indicators.getValues().hasMoneyFlowIndex()).isFalse();
        assertThat(indicators.getReasonsMap()).containsOnlyKeys("moneyFlowIndex");
        assertThat(indicators.getSamples().getTrades()).isEqualTo(10);
    }

    private static byte[] frame() {
        return ClientFrame.newBuilder()
                .setId("i1")
                .setIndicators(IndicatorRequest.newBuilder().setPair("BTC-USDT").setWindow("2m"))
                .build()
                .toByteArray();
    }

    @Test
    void answersOverHttp() throws Exception {
        HttpResponse<String> answer = get("/v1/indicators/BTC-USDT?window=2m");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/json");
        assertTold(JSON.readTree(answer.body()));
        assertThat(JSON.readTree(get("/v1/indicators/BTC-USDT").body())
                        .path("window")
                        .asText())
                .isEqualTo("1h");
    }

    @Test
    void answersEveryConfiguredPairThoughNothingIsKnownOfIt() throws Exception {
        HttpResponse<String> answer = get("/v1/indicators/ADA-USDT?window=24h");
        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode data = JSON.readTree(answer.body());
        assertThat(data.path("venue").isNull()).isTrue();
        assertThat(data.path("ageMs").isNull()).isTrue();
        assertThat(data.path("values")).hasSize(6).allMatch(JsonNode::isNull);
        assertThat(data.path("reasons")).hasSize(6);
    }

    @Test
    void answersOverFramesInBothFormatsAndBareJson() throws IOException {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            socket.sendFrame(REQUEST);
            String answer = socket.readFrame();
            assertThat(answer).startsWith("{\"event\":\"indicators\",\"id\":\"i1\",\"data\":{\"pair\":\"BTC-USDT\"");
            assertTold(JSON.readTree(answer).path("data"));
            socket.sendFrame(frame());
            assertTold(ServerFrame.parseFrom(socket.readFrameBytes()));
        }
        try (RawSocket socket = new RawSocket(gateway.address())) {
            assertTold(JSON.readTree(socket.send(REQUEST).readLine()).path("data"));
        }
    }

    @Test
    void answersOverWebSocketInBothFormats() throws IOException {
        try (WebSocketProbe probe = new WebSocketProbe(gateway.address(), "/v1/stream")) {
            assertTold(JSON.readTree(probe.text(REQUEST).read().text()).path("data"));
        }
        try (WebSocketProbe probe =
                new WebSocketProbe(gateway.address(), "/v1/stream", "Sec-WebSocket-Protocol: quotegate.v1.protobuf")) {
            assertTold(ServerFrame.parseFrom(probe.binary(frame()).read().payload()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BTC-USDT | 90s | 400 | bad_request | window: 90s (expected: whole minutes, 1m to 24h)",
                "BTC-USDT | 25h | 400 | bad_request | window: 25h (expected: whole minutes, 1m to 24h)",
                "X-Y | 1h | 404 | unknown_pair | unknown pair: X-Y"
            })
    void answersProblemsTheSameByEveryProtocol(String pair, String window, int status, String code, String message)
            throws Exception {
        HttpResponse<String> answer = get("/v1/indicators/" + pair + "?window=" + window);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("detail").asText()).isEqualTo(message);
        try (RawSocket socket = new RawSocket(gateway.address())) {
            socket.sendFrame(
                    "{\"op\":\"indicators\",\"pair\":\"" + pair + "\",\"window\":\"" + window + "\",\"id\":5}");
            JsonNode error = JSON.readTree(socket.readFrame());
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("message").asText()).isEqualTo(message);
            assertThat(error.path("id").asInt()).isEqualTo(5);
        }
        IndicatorRequest request =
                IndicatorRequest.newBuilder().setPair(pair).setWindow(window).build();
        assertRefused(
                () -> calls.vwap(request),
                status == 400 ? Status.Code.INVALID_ARGUMENT : Status.Code.NOT_FOUND,
                code,
                message);
        assertRefused(
                () -> calls.watchIndicators(request).next(),
                status == 400 ? Status.Code.INVALID_ARGUMENT : Status.Code.NOT_FOUND,
                code,
                message);
    }

    private static void assertRefused(Runnable call, Status.Code status, String code, String message) {
        assertThatThrownBy(call::run).isInstanceOfSatisfying(StatusRuntimeException.class, refused -> {
            assertThat(refused.getStatus().getCode()).isEqualTo(status);
            assertThat(refused.getStatus().getDescription()).isEqualTo(message);
            assertThat(String.valueOf(refused.getTrailers())).contains("quotegate-code=" + code);
        });
        assertThat(CODE.name()).isEqualTo("quotegate-code");
    }

    @Test
    void answersEachFigureByACallOfItsOwn() {
        IndicatorRequest request = IndicatorRequest.newBuilder()
                .setPair("BTC-USDT")
                .setWindow("2m")
                .build();
        IndicatorValue flow = calls.moneyFlow(request);
        assertThat(flow.getValue()).isEqualTo("3");
        assertThat(flow.getPair()).isEqualTo("BTC-USDT");
        assertThat(flow.getWindow()).isEqualTo("2m");
        assertThat(flow.getVenue()).isEqualTo("okx");
        assertThat(flow.getFrom()).isEqualTo((END - 2) * Candle.MINUTE_US);
        assertThat(flow.getTo()).isEqualTo(END * Candle.MINUTE_US);
        assertThat(flow.getAgeMs()).isBetween(0L, 200_000L);
        assertThat(flow.getSamples().getTrades()).isEqualTo(10);
        assertThat(flow.getSamples().getMinutes()).isEqualTo(2);
        assertThat(calls.moneyFlowTemporal(request).getValue()).isEqualTo("0.5");
        assertThat(calls.return_(request).getValue()).isEqualTo("10");
        assertThat(calls.vwap(request).getValue()).isEqualTo("10.75");
        assertThat(calls.twap(request).getValue()).isEqualTo("10.5");
        assertRefused(
                () -> calls.moneyFlowIndex(request),
                Status.Code.FAILED_PRECONDITION,
                "no_data",
                "moneyFlowIndex: needs 15 minutes with a price, the window has 2");
        assertRefused(
                () -> calls.twap(request.toBuilder().setPair("ADA-USDT").build()),
                Status.Code.FAILED_PRECONDITION,
                "no_data",
                "twap: no minute of ADA-USDT is known yet");
    }

    @Test
    void tellsWatchersAtOnceAndAtEachMinute() {
        Instrument eth = new Instrument(1, "ETH-USDT");
        Iterator<Indicators> told = calls.watchIndicators(IndicatorRequest.newBuilder()
                .setPair("ETH-USDT")
                .setWindow("5m")
                .build());
        Indicators first = told.next();
        assertThat(first.getVenue()).isEmpty();
        assertThat(first.hasAgeMs()).isFalse();
        assertThat(first.getReasonsMap()).hasSize(6).containsEntry("vwap", "no minute of ETH-USDT is known yet");
        gateway.minutes().onCandle(candle(eth, END - 2, "7", "1", "1"));
        assertThat(told.next().getValues().getVwap()).isEqualTo("7");
        gateway.minutes().onCandle(candle(eth, END - 1, "9", "1", "1"));
        assertThat(told.next().getValues().getVwap()).isEqualTo("8");
        gateway.minutes().onCandle(candle(eth, END - 1, "9", "1", "1")); // says nothing new
        gateway.minutes().onCandle(candle(eth, END - 2, "11", "1", "1"));
        assertThat(told.next().getValues().getVwap()).isEqualTo("10");
    }
}
