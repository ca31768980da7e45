package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.GOAWAY;
import static io.quotegate.gateway.testkit.Http2Frames.RST_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.port.Http2Probe.Answer;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that cannot be answered as it wants is told so, on every route and over both versions of HTTP. */
@Timeout(60)
class UnansweredRequestIT {
    private static final int NO_ERROR = 0;

    private static String begun(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nxx";
    }

    private static Http2Frames begunOverHttp2(String path) {
        return new Http2Frames().headers(1, false, request("GET", path)).data(1, false, "xx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/quotes", "/v1/files", "/v1/files/any.txt", "/v1/stream", "/nothing/here"})
    void isAnswered408WhenItsBodyStops(String path) throws IOException {
        try (Gateway gateway = TestGateways.start("limits.message-timeout=200ms");
                RawSocket http1 = new RawSocket(gateway.address());
                Http2Probe http2 = Http2Probe.open(gateway.address())) {
            assertThat(http1.send(begun(path)).readToEnd())
                    .startsWith("HTTP/1.1 408 ")
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .contains("\"status\":408,\"code\":\"bad_request\",\"detail\":\"request not ended in time\"");
            Answer answer = http2.send(begunOverHttp2(path)).answer(1);
            assertThat(answer.status()).isEqualTo("408");
            assertThat(answer.text()).contains("\"detail\":\"request not ended in time\"");
            assertThat(http2.read(RST_STREAM).code()).isEqualTo(NO_ERROR);
            assertThat(http2.get(3, "/healthz").status()).isEqualTo("200");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/quotes", "/v1/files", "/v1/files/any.txt", "/v1/stream", "/nothing/here"})
    void isAnswered503WhenTheGatewayStops(String path) throws Exception {
        Gateway gateway = TestGateways.start();
        Thread closing = new Thread(gateway::close);
        try (RawSocket http1 = new RawSocket(gateway.address());
                Http2Probe http2 = Http2Probe.open(gateway.address())) {
            http1.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + begun(path))
                    .readUntil("\"ok\"}");
            http2.send(begunOverHttp2(path)).sync();
            closing.start();
            assertThat(http1.readToEnd())
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .contains("\"status\":503,\"code\":\"internal\",\"detail\":\"the gateway stops\"");
            assertThat(http2.read(GOAWAY).code()).isEqualTo(NO_ERROR);
            Answer answer = http2.answer(1);
            assertThat(answer.status()).isEqualTo("503");
            assertThat(answer.text()).contains("\"detail\":\"the gateway stops\"");
        }
        closing.join(); // it waits for clients that stay
    }
}
