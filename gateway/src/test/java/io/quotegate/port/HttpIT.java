package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HttpIT {
    private static final JsonMapper JSON = new JsonMapper();

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(200);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private JsonNode json(String path) throws IOException {
        return JSON.readTree(market.get(path).body());
    }

    private String raw(String request) throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            return socket.send(request).readToEnd();
        }
    }

    @Test
    void listsQuotesWithAllThirteenKeys() throws IOException {
        JsonNode quotes = json("/v1/quotes").path("quotes");
        assertThat(quotes).hasSize(9).allSatisfy(quote -> assertThat(quote).hasSize(13));
        JsonNode one = json("/v1/quotes/BTC-USDT");
        assertThat(StreamSupport.stream(((Iterable<String>) one::fieldNames).spliterator(), false))
                .containsExactly(
                        "pair",
                        "venue",
                        "bid",
                        "bidSize",
                        "ask",
                        "askSize",
                        "last",
                        "lastSize",
                        "exchangeTime",
                        "receiveTime",
                        "seq",
                        "stale",
                        "simulated");
        assertThat(one.path("simulated").asBoolean()).isTrue();
        assertThat(one.path("bid").isTextual()).isTrue();
        assertThat(one.path("exchangeTime").isIntegralNumber()).isTrue();
    }

    @Test
    void tellsWhatItServesAndHowItIs() throws IOException {
        assertThat(json("/v1/pairs").path("pairs").path(0).toString())
                .isEqualTo(
                        "{\"pair\":\"BTC-USDT\",\"base\":\"BTC\",\"quote\":\"USDT\",\"venues\":[\"okx\",\"binance\"]}");
        JsonNode venues = json("/v1/venues").path("venues");
        assertThat(venues.path(0).path("venue").asText()).isEqualTo("okx");
        assertThat(venues.path(0).path("state").asText()).isEqualTo("live");
        assertThat(venues.path(1).path("preferred").asInt()).isEqualTo(1);
        assertThat(json("/v1/info").path("name").asText()).isEqualTo("quotegate");
        assertThat(json("/v1/info").path("instance").asText())
                .isEqualTo(json("/v1/info").path("instance").asText());
        assertThat(market.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(market.get("/readyz").statusCode()).isEqualTo(200);
        assertThat(market.get("/metrics").body())
                .contains("quotegate_disconnects_total{", "quotegate_venue_message_age_seconds{venue=\"okx\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1/quotes/XYZ-USDT | 404 | unknown_pair",
                "/v1/quotes/xyz-usdt | 404 | unknown_pair",
                "/XYZ-USDT | 404 | not_found",
                "/nothing | 404 | not_found",
                "/v1/nothing/here | 404 | not_found",
                "/v1/stream?pairs=XYZ-USDT | 404 | unknown_pair",
                "/v1/stream?mode=some | 400 | bad_request",
                "/v1/quotes/%ZZ | 400 | bad_request"
            })
    void answersProblemsAsDocuments(String path, int status, String code) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + ' ')
                .contains("application/problem+json")
                .contains("\"status\":" + status + ",\"code\":\"" + code + '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1\\r\\n\\r\\n | 400",
                "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nHost: b\\r\\n\\r\\n | 400",
                "GET  HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 400",
                "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nbad header\\r\\n\\r\\n | 400",
                "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: chunked\\r\\nContent-Length: 3\\r\\n\\r\\n | 400",
                "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nContent-Length: x\\r\\n\\r\\n | 400",
                "GET / HTTP/1.1\\r\\nHost: localhost\\r\\nTransfer-Encoding: gzip, chunked\\r\\n\\r\\n | 501",
                "BREW / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n | 501",
                "GET / HTTP/3.0\\r\\nHost: localhost\\r\\n\\r\\n | 505",
                "DELETE /v1/quotes HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n | 405",
                "GET /courses HTTP/1.1\\r\\nHost: localhost\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Version: 8\\r\\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\\r\\n\\r\\n | 426",
                "GET /courses HTTP/1.1\\r\\nHost: localhost\\r\\nUpgrade: websocket\\r\\nConnection: Upgrade\\r\\nSec-WebSocket-Version: 13\\r\\nSec-WebSocket-Key: short\\r\\n\\r\\n | 400"
            })
    void refusesWhatIsNotHttpAsItShouldBe(String request, int status) throws IOException {
        assertThat(raw(request.replace("\\r\\n", "\r\n"))).startsWith("HTTP/1.1 " + status + ' ');
    }

    @Test
    void refusesEndlessLinesHeadersAndBodies() throws IOException {
        assertThat(raw("GET /" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .startsWith("HTTP/1.1 414 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        assertThat(raw("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\n\r\n" + "x".repeat(1_100_000)))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void answersPipelinedRequestsInOrderAndHeadWithoutBody() throws IOException {
        String answers = raw("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "HEAD /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n"
                + "POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\nbody"
                + "GET /nothing HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answers)
                .matches("(?s)HTTP/1.1 200 OK.*\\{\"status\":\"ok\"}HTTP/1.1 200 OK.*HTTP/1.1 405 .*HTTP/1.1 404 .*");
        assertThat(answers.split("HTTP/1.1 200 OK")[2]).doesNotContain("BTC-USDT");
    }

    @Test
    void speaksHttp10() throws IOException {
        assertThat(raw("GET /healthz HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK")
                .endsWith("{\"status\":\"ok\"}");
    }

    @Test
    void streamsQuotesAsServerSentEvents() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET /v1/stream?pairs=BTC-USDT,ETH-USDT HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n"))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("text/event-stream");
            for (int i = 0; i < 10; i++) {
                assertThat(socket.readUntil("\n\n")).startsWith("data: {\"channel\":\"quotes\",\"pair\":\"");
            }
        }
    }

    @Test
    void isReadByAClientThatSendsAllOfATooLargeBodyFirst() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            byte[] body = new byte[12 * 1024 * 1024];
            socket.send("POST /v1/info HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + body.length + "\r\n\r\n");
            socket.send(body);
            assertThat(socket.readToEnd())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("\"code\":\"too_large\"")
                    .doesNotContain("<reset>");
        }
    }
}
