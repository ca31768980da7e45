package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of quotes that are silent, because no venue is there, and ask for a sign of life. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CallHeartbeatIT {
    private static final String PATH = "/quotegate.v1.QuoteService/StreamQuotes";
    private static final byte[] NOTHING = new byte[5]; // a message of no bytes

    private Gateway gateway;

    @BeforeAll
    void start() throws IOException {
        gateway = TestGateways.start();
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private static byte[] asking(int heartbeatMs) {
        return WebBody.framed(
                StreamQuotesRequest.newBuilder().setHeartbeatMs(heartbeatMs).build());
    }

    @ParameterizedTest
    @EnumSource
    void areHeardOfOverHttp11(WebBody.Kind kind) throws IOException {
        try (RawSocket client = new RawSocket(gateway.address())) {
            byte[] body = kind.encode(asking(100));
            client.send("POST " + PATH + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + kind.type()
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .send(body);
            assertThat(client.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            byte[] heartbeat =
                    kind == WebBody.Kind.BINARY ? NOTHING : Base64.getEncoder().encode(NOTHING);
            for (int i = 0; i < 3; i++) {
                assertThat(new String(client.readBytes(heartbeat.length), US_ASCII))
                        .isEqualTo(new String(heartbeat, US_ASCII));
            }
        }
    }

    @Test
    void areHeardOfOverHttp2() throws IOException {
        try (Http2Probe client = Http2Probe.open(gateway.address())) {
            client.send(new Http2Frames()
                    .headers(1, false, request("POST", PATH, "content-type", "application/grpc"))
                    .frame(DATA, Http2Frames.END_STREAM, 1, asking(100)));
            for (int i = 0; i < 3; i++) {
                assertThat(client.read(DATA).payload()).isEqualTo(NOTHING);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 3_600_001, -1})
    void areRefusedOutOfRange(int heartbeatMs) throws IOException {
        try (Http2Probe client = Http2Probe.open(gateway.address())) {
            client.send(new Http2Frames()
                    .headers(1, false, request("POST", PATH, "content-type", "application/grpc"))
                    .frame(DATA, Http2Frames.END_STREAM, 1, asking(heartbeatMs)));
            Http2Probe.Answer answer = client.answer(1);
            assertThat(answer.trailers().get("grpc-status")).hasToString("3");
            assertThat(answer.trailers().get("grpc-message"))
                    .asString()
                    .contains("heartbeat_ms: " + Integer.toUnsignedString(heartbeatMs));
        }
    }
}
