package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionRate;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversions by every protocol, at prices that stand still while the venues are frozen. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConversionIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String REQUEST =
            "{\"op\":\"convert\",\"from\":\"BTC\",\"to\":\"ETH\",\"amount\":\"1.5\",\"id\":\"c1\"}";
    private static final String FREEZE = "{\"kind\":\"freeze\",\"for\":\"10m\"}";
    private static final int STILL = 20;

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(200, "feeds.stale-after=1h", "feeds.pair-stale-after=1h");
        SimulatedMarket.fault(market.okx(), FREEZE);
        SimulatedMarket.fault(market.binance(), FREEZE);
        String[] before = {""};
        int[] same = {0};
        SimulatedMarket.await("prices that stand still", () -> {
            String now = market.get("/v1/quotes").body();
            same[0] = now.equals(before[0]) ? same[0] + 1 : 0;
            before[0] = now;
            return same[0] == STILL;
        });
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private BigDecimal mid(String pair) throws IOException {
        JsonNode quote = JSON.readTree(market.get("/v1/quotes/" + pair).body());
        return new BigDecimal(quote.path("bid").asText())
                .add(new BigDecimal(quote.path("ask").asText()))
                .divide(BigDecimal.valueOf(2));
    }

    private BigDecimal expected() throws IOException {
        return new BigDecimal("1.5")
                .multiply(mid("BTC-USDT"))
                .divide(mid("ETH-USDT"), new MathContext(18, RoundingMode.HALF_EVEN));
    }

    private void assertConverted(JsonNode data) throws IOException {
        assertThat(data.fieldNames()).toIterable().containsExactly("from", "to", "amount", "result", "path", "rates");
        assertThat(data.path("from").asText()).isEqualTo("BTC");
        assertThat(data.path("to").asText()).isEqualTo("ETH");
        assertThat(data.path("amount").asText()).isEqualTo("1.5");
        assertThat(data.path("result").isTextual()).isTrue();
        assertThat(new BigDecimal(data.path("result").asText())).isEqualByComparingTo(expected());
        assertThat(data.path("path").toString()).isEqualTo("[\"BTC-USDT\",\"ETH-USDT\"]");
        assertThat(data.path("rates")).hasSize(2);
        for (JsonNode rate : data.path("rates")) {
            assertThat(rate.fieldNames()).toIterable().containsExactly("pair", "rate", "ageMs", "source");
            assertThat(new BigDecimal(rate.path("rate").asText()))
                    .isEqualByComparingTo(mid(rate.path("pair").asText()));
            assertThat(rate.path("source").asText()).isEqualTo("okx");
            assertThat(rate.path("ageMs").asLong(-1)).isBetween(0L, 60_000L);
        }
    }

    private void assertAnswer(String answer) throws IOException {
        assertThat(answer).startsWith("{\"event\":\"convert\",\"id\":\"c1\",\"data\":{\"from\":\"BTC\",\"to\":\"ETH\"");
        assertConverted(JSON.readTree(answer).path("data"));
    }

    private void assertAnswer(ServerFrame answer) throws IOException {
        assertThat(answer.getId()).isEqualTo("c1");
        Conversion conversion = answer.getConversion();
        assertThat(conversion.getAmount()).isEqualTo("1.5");
        assertThat(new BigDecimal(conversion.getResult())).isEqualByComparingTo(expected());
        assertThat(conversion.getPathList()).containsExactly("BTC-USDT", "ETH-USDT");
        assertThat(conversion.getRatesList())
                .extracting(ConversionRate::getSource)
                .containsExactly("okx", "okx");
    }

    private static byte[] frame(String amount) {
        return ClientFrame.newBuilder()
                .setId("c1")
                .setConvert(
                        ConvertRequest.newBuilder().setFrom("BTC").setTo("ETH").setAmount(amount))
                .build()
                .toByteArray();
    }

    @Test
    void convertsOverHttp() throws IOException {
        assertConverted(JSON.readTree(
                market.get("/v1/convert?from=BTC&to=ETH&amount=1.5").body()));
        assertConverted(JSON.readTree(market.get("/v1/convert?from=BTC&to=ETH&amount=1.5&allow_stale=true")
                .body()));
        assertThat(market.get("/v1/convert?from=BTC&to=ETH&amount=1.5")
                        .headers()
                        .firstValue("content-type"))
                .hasValue("application/json");
    }

    @Test
    void convertsOverFramesInBothFormatsAndBareJson() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame(REQUEST);
            assertAnswer(socket.readFrame());
            socket.sendFrame(frame("1.5"));
            assertAnswer(ServerFrame.parseFrom(socket.readFrameBytes()));
            socket.sendFrame(frame("-1.5"));
            ServerFrame refusal = ServerFrame.parseFrom(socket.readFrameBytes());
            assertThat(refusal.getError().getCode()).isEqualTo("bad_request");
            assertThat(refusal.getError().getMessage()).startsWith("amount: -1.5 (expected: ");
        }
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            assertAnswer(socket.send(REQUEST).readLine());
        }
    }

    @Test
    void convertsOverWebSocketInBothFormatsWhileQuotesAreSubscribedTo() throws IOException {
        try (WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/v1/stream")) {
            assertAnswer(probe.text(REQUEST).read().text());
            probe.text("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}");
            assertThat(probe.read().text()).startsWith("{\"event\":\"subscribed\"");
            assertThat(probe.read().text()).startsWith("{\"channel\":\"quotes\"");
            assertAnswer(probe.text(REQUEST).read().text());
        }
        try (WebSocketProbe probe = new WebSocketProbe(
                market.gateway().address(), "/v1/stream", "Sec-WebSocket-Protocol: quotegate.v1.protobuf")) {
            assertAnswer(ServerFrame.parseFrom(probe.binary(frame("1.5")).read().payload()));
        }
    }

    @Test
    void convertsByReferenceRatesAndSaysSo() throws IOException {
        JsonNode answer =
                JSON.readTree(market.get("/v1/convert?from=BTC&to=GBP&amount=1").body());
        assertThat(answer.path("path").toString()).isEqualTo("[\"BTC-USDT\",\"USDT-USD\",\"EUR-USD\",\"EUR-GBP\"]");
        assertThat(answer.path("rates").path(0).path("source").asText()).isEqualTo("okx");
        for (int i = 1; i < 4; i++) {
            assertThat(answer.path("rates").path(i).path("source").asText()).isEqualTo("reference");
        }
        BigDecimal dollars =
                new BigDecimal(answer.path("rates").path(2).path("rate").asText());
        BigDecimal pounds =
                new BigDecimal(answer.path("rates").path(3).path("rate").asText());
        assertThat(new BigDecimal(answer.path("result").asText()))
                .isEqualByComparingTo(
                        mid("BTC-USDT").multiply(pounds).divide(dollars, new MathContext(18, RoundingMode.HALF_EVEN)));
        assertThat(market.get("/v1/convert?from=EUR&to=EUR&amount=1.10").body())
                .isEqualTo("{\"from\":\"EUR\",\"to\":\"EUR\",\"amount\":\"1.10\",\"result\":\"1.10\",\"path\":[],"
                        + "\"rates\":[]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "from=BTC&to=ETH | 400 | bad_request | amount: missing (expected: ",
                "to=ETH&amount=1 | 400 | bad_request | from: missing (expected: ",
                "from=BTC&amount=1 | 400 | bad_request | to: missing (expected: ",
                "'' | 400 | bad_request | from: missing (expected: ",
                "from=BTC&to=ETH&amount=0 | 400 | bad_request | amount: 0 (expected: ",
                "from=BTC&to=ETH&amount=-1 | 400 | bad_request | amount: -1 (expected: ",
                "from=BTC&to=ETH&amount=1e5 | 400 | bad_request | amount: 1e5 (expected: ",
                "from=BTC&to=ETH&amount=1234567890123456789012345678901 | 400 | bad_request | amount: 123",
                "from=BTC&to=ETH&amount=abc | 400 | bad_request | amount: abc (expected: ",
                "from=BTC&to=ETH&amount=1&allow_stale=yes | 400 | bad_request | allow_stale: yes (expected: true or",
                "from=XYZ&to=ETH&amount=1 | 404 | unknown_currency | unknown currency: XYZ",
                "from=BTC&to=xyz&amount=1 | 404 | unknown_currency | unknown currency: xyz"
            })
    void answersProblemsTheSameByHttpAndByOperation(String query, int status, String code, String message)
            throws IOException {
        HttpResponse<String> answer = market.get("/v1/convert?" + query);
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/problem+json");
        JsonNode problem = JSON.readTree(answer.body());
        assertThat(problem.path("code").asText()).isEqualTo(code);
        assertThat(problem.path("detail").asText()).startsWith(message);
        if (query.contains("allow_stale")) {
            return; // not a text in JSON
        }
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            String members =
                    query.isEmpty() ? "" : ",\"" + query.replace("=", "\":\"").replace("&", "\",\"") + '"';
            socket.sendFrame("{\"op\":\"convert\"" + members + ",\"id\":5}");
            JsonNode error = JSON.readTree(socket.readFrame());
            assertThat(error.path("event").asText()).isEqualTo("error");
            assertThat(error.path("id").asInt()).isEqualTo(5);
            assertThat(error.path("code").asText()).isEqualTo(code);
            assertThat(error.path("message").asText())
                    .isEqualTo(problem.path("detail").asText());
            socket.sendFrame("{\"op\":\"ping\"}");
            assertThat(socket.readFrame()).isEqualTo("{\"event\":\"pong\"}");
        }
    }

    @Test
    void refusesStaleRatesUnlessTheyAreAllowed() throws IOException {
        String path = "/v1/convert?from=BTC&to=EUR&amount=1";
        try (SimulatedMarket gone = new SimulatedMarket(
                200, "feeds.stale-after=500ms", "feeds.connect-timeout=500ms", "feeds.max-backoff=500ms")) {
            assertThat(gone.get(path).statusCode()).isEqualTo(200);
            gone.stopOkx();
            gone.stopBinance();
            SimulatedMarket.await("stale", () -> gone.get(path).statusCode() == 409);
            assertThat(gone.get(path).body())
                    .contains("\"code\":\"stale\"", "the quote of BTC-USDT is stale (allow_stale takes it)");
            assertThat(gone.get(path + "&allow_stale=true").statusCode()).isEqualTo(200);
            try (RawSocket socket = new RawSocket(gone.gateway().address())) {
                String request = "{\"op\":\"convert\",\"from\":\"BTC\",\"to\":\"EUR\",\"amount\":\"1\"";
                socket.sendFrame(request + '}');
                assertThat(socket.readFrame()).contains("\"event\":\"error\",\"code\":\"stale\"");
                socket.sendFrame(request + ",\"allow_stale\":true}");
                assertThat(socket.readFrame()).startsWith("{\"event\":\"convert\",\"data\":{\"from\":\"BTC\"");
            }
        }
    }

    @Test
    void saysWhenAPairHasNoQuoteYetAndStillKnowsTheReferenceRates() throws IOException {
        try (Gateway gateway = TestGateways.start();
                RawSocket socket = new RawSocket(gateway.address())) {
            socket.send("{\"op\":\"convert\",\"from\":\"BTC\",\"to\":\"ETH\",\"amount\":\"1\",\"allow_stale\":true}"
                    + "{\"op\":\"convert\",\"from\":\"EUR\",\"to\":\"GBP\",\"amount\":\"1\"}");
            assertThat(socket.readLine()).contains("\"code\":\"no_data\",\"message\":\"no quote of BTC-USDT yet\"");
            assertThat(socket.readLine()).contains("\"path\":[\"EUR-GBP\"]", "\"source\":\"reference\"");
        }
    }
}
