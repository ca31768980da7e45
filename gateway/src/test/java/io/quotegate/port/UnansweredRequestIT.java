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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A request that cannot be answered as it wants is told so, on every route and over both versions of HTTP. */
@Timeout(120)
class UnansweredRequestIT {
    private static final int NO_ERROR = 0;
    private static final List<String> PATHS =
            List.of("/v1/quotes", "/v1/files", "/v1/files/any.txt", "/v1/stream", "/nothing/here");

    private static String begun(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nxx";
    }

    private static Http2Frames begunOverHttp2(String path) {
        return new Http2Frames().headers(1, false, request("GET", path)).data(1, false, "xx");
    }

    @Test
    void isAnswered408WhenItsBodyStops() throws IOException {
        try (Gateway gateway = TestGateways.start("limits.message-timeout=200ms")) {
            for (String path : PATHS) {
                try (RawSocket http1 = new RawSocket(gateway.address());
                        Http2Probe http2 = Http2Probe.open(gateway.address())) {
                    assertThat(http1.send(begun(path)).readToEnd())
                            .as(path)
                            .startsWith("HTTP/1.1 408 ")
                            .containsIgnoringCase("\r\nconnection: close\r\n")
                            .contains(
                                    "\"status\":408,\"code\":\"bad_request\",\"detail\":\"request not ended in time\"");
                    Answer answer = http2.send(begunOverHttp2(path)).answer(1);
                    assertThat(answer.status()).as(path).isEqualTo("408");
                    assertThat(answer.text()).as(path).contains("\"detail\":\"request not ended in time\"");
                    assertThat(http2.read(RST_STREAM).code()).as(path).isEqualTo(NO_ERROR);
                    assertThat(http2.get(3, "/healthz").status()).as(path).isEqualTo("200");
                }
            }
        }
    }

    /** What was begun on each path before the gateway was told to stop. */
    private record Begun(String path, RawSocket http1, Http2Probe http2) {
        static Begun on(String path, Gateway gateway) throws IOException {
            Begun begun = new Begun(path, new RawSocket(gateway.address()), Http2Probe.open(gateway.address()));
            begun.http1
                    .send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n" + begun(path))
                    .readUntil("\"ok\"}");
            begun.http2.send(begunOverHttp2(path)).sync();
            return begun;
        }
    }

    @Test
    void isAnswered503WhenTheGatewayStops() throws Exception {
        Gateway gateway = TestGateways.start();
        Thread closing = new Thread(gateway::close);
        List<Begun> all = new ArrayList<>();
        for (String path : PATHS) {
            all.add(Begun.on(path, gateway));
        }
        closing.start();
        for (Begun begun : all) {
            assertThat(begun.http1.readToEnd())
                    .as(begun.path)
                    .startsWith("HTTP/1.1 503 ")
                    .containsIgnoringCase("\r\nconnection: close\r\n")
                    .contains("\"status\":503,\"code\":\"internal\",\"detail\":\"the gateway stops\"");
            assertThat(begun.http2.read(GOAWAY).code()).as(begun.path).isEqualTo(NO_ERROR);
            Answer answer = begun.http2.answer(1);
            assertThat(answer.status()).as(begun.path).isEqualTo("503");
            assertThat(answer.text()).as(begun.path).contains("\"detail\":\"the gateway stops\"");
            begun.http1.close();
            begun.http2.close();
        }
        closing.join(); // it waits for clients that stay
    }
}
