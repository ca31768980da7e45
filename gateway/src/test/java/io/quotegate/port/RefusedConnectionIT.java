package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are not let in hear why in the words of what they speak, as those do who are. */
@Timeout(120)
class RefusedConnectionIT {
    private static final String BYE = "{\"event\":\"bye\",\"reason\":\"too_many_connections\"}";
    private static final int ENHANCE_YOUR_CALM = 0xb;

    private Gateway gateway;
    private RawSocket first;

    @BeforeEach
    void letOneIn() throws IOException {
        gateway = TestGateways.start("limits.connections=1");
        first = new RawSocket(gateway.address());
        assertThat(first.sendFrame("{\"op\":\"ping\"}").readFrame()).contains("pong");
    }

    @AfterEach
    void stop() throws IOException {
        first.close();
        gateway.close();
    }

    private String answer(String said) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            return socket.send(said).readToEnd();
        }
    }

    @Test
    void overHttp1() throws IOException {
        String answer = answer("GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String body = "{\"type\":\"about:blank\",\"title\":\"Service Unavailable\",\"status\":503,\"code\":\"limit\","
                + "\"detail\":\"not let in: too_many_connections\"}";
        assertThat(answer)
                .startsWith("HTTP/1.1 503 Service Unavailable\r\n")
                .contains(
                        "\r\ncontent-type: application/problem+json\r\n",
                        "\r\nretry-after: 10\r\n",
                        "\r\nconnection: close\r\n",
                        "\r\ncontent-length: " + body.length() + "\r\n")
                .endsWith("\r\n\r\n" + body);
    }

    @Test
    void overHttp2() throws IOException {
        try (Http2Probe probe = Http2Probe.open(gateway.address())) {
            List<Http2Frame> frames = probe.readToEnd();
            assertThat(frames).extracting(Http2Frame::type).containsExactly(Http2Frames.SETTINGS, Http2Frames.GOAWAY);
            assertThat(frames.get(1).code()).isEqualTo(ENHANCE_YOUR_CALM);
            assertThat(frames.get(1).text()).endsWith("too_many_connections");
        }
    }

    @Test
    void overFramesAndBareJson() throws IOException {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            assertThat(socket.sendFrame("{\"op\":\"ping\"}").readFrame()).isEqualTo(BYE);
        }
        assertThat(answer("{\"op\":\"ping\"}")).isEqualTo(BYE + '\n');
        assertThat(first.sendFrame("{\"op\":\"ping\"}").readFrame()).contains("pong");
    }
}
