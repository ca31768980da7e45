package io.quotegate.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadProtocolTest {
    @ParameterizedTest
    @CsvSource({
        "http://h:1, GET / HTTP/1.1|Host: h:1||",
        "http://h:1/v1/quotes?pairs=A%20B, GET /v1/quotes?pairs=A%20B HTTP/1.1|Host: h:1||"
    })
    void asksOverHttpForWhatTheTargetNames(URI target, String request) {
        assertThat(request(target)).isEqualTo(request.replace("|", "\r\n"));
    }

    @Test
    void asksInFramesByAnOperation() {
        assertThat(request(URI.create("tcp://h:1"))).isEqualTo("\0\0\0\017{\"op\":\"quotes\"}");
    }

    /** Six bytes of header and mask stand before the text. */
    @ParameterizedTest
    @CsvSource({"ws://h:1/courses, 13", "ws://h:1, 13", "ws://h:1/v1/stream, 21", "ws://h:1/v1/stream?x=y, 21"})
    void asksOverWebSocketAsThePathWants(URI target, int bytes) {
        ByteBuf frame = LoadProtocol.of(target).request(plan(target, null));
        assertThat(frame.readableBytes()).isEqualTo(bytes);
        frame.release();
    }

    @Test
    void knowsNoOtherScheme() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LoadProtocol.of(URI.create("ftp://h:1")))
                .withMessage(
                        "--target: ftp://h:1 (expected: ws://, http:// or tcp://, or wss://, https:// or tcps://)");
        assertThatIllegalArgumentException().isThrownBy(() -> LoadProtocol.of(URI.create("h")));
    }

    @Test
    void showsATokenWithEachRequest() {
        ByteBuf bytes = LoadProtocol.HTTP.request(plan(URI.create("http://h:1"), "qg_t"));
        assertThat(bytes.toString(UTF_8))
                .isEqualTo("GET / HTTP/1.1\r\nHost: h:1\r\nAuthorization: Bearer qg_t\r\n\r\n");
        bytes.release();
    }

    private static LoadPlan plan(URI target, @Nullable String token) {
        return new LoadPlan(target, null, token, 1, Duration.ofSeconds(1), 1, 0);
    }

    private static String request(URI target) {
        ByteBuf bytes = LoadProtocol.of(target).request(plan(target, null));
        try {
            return bytes.toString(UTF_8);
        } finally {
            bytes.release();
        }
    }
}
