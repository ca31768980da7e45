package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProtocolDetectorTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\\x16\\x03\\x01 | TLS",
                "GET / HTTP/1.1 | HTTP_1",
                "POST /x HTTP/1.1 | HTTP_1",
                "PUT /x HTTP/1.1 | HTTP_1",
                "PROPFIND / HTTP/1.1 | HTTP_1",
                "PRIVATE / HTTP/1.1 | HTTP_1",
                "PRI * HTTP/1.1 | HTTP_1",
                "PRI * HTTP/2.0 | HTTP_2",
                "PROXY TCP4 | PROXY_V1",
                "PROXYFIND / HTTP/1.1 | HTTP_1",
                "\\r\\n\\r\\n\\x00\\r\\nQUIT\\n | PROXY_V2",
                "{\"op\" | JSON",
                "\\x20\\t\\r\\n{ | JSON",
                "\\r\\nGET / HTTP/1.1 | HTTP_1",
                "\\r\\nPRI * HTTP/2.0 | HTTP_1",
                "\\x00\\x00\\x00\\x02 | FRAMES"
            })
    void recognisesEachProtocolAndNeverAnotherBefore(String escaped, Detection expected) {
        byte[] opening = unescape(escaped);
        boolean decided = false;
        for (int length = 0; length <= opening.length; length++) {
            Detection detection = detect(opening, length);
            if (detection == Detection.NEED_MORE_BYTES) {
                assertThat(decided).as("undecided again at %d bytes", length).isFalse();
            } else {
                decided = true;
                assertThat(detection).as("after %d bytes", length).isEqualTo(expected);
            }
        }
        assertThat(decided).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\x16\\x02",
                "\\x01",
                "\\xFF\\xFF",
                "[1]",
                "get / http/1.1",
                "\"",
                "5",
                "\\r\\n\\r\\n\\r\\n\\x00",
                "\\x20\\x00",
                "\\r\\n\\r\\x00",
                "\\n\\x16\\x03"
            })
    void refusesEverythingElse(String escaped) {
        byte[] opening = unescape(escaped);
        assertThat(detect(opening, opening.length)).isEqualTo(Detection.UNRECOGNISED);
    }

    @Test
    void allows64BytesOfWhiteSpaceAndNoMore() {
        byte[] allowed = (" ".repeat(64) + "{").getBytes(ISO_8859_1);
        assertThat(detect(allowed, 64)).isEqualTo(Detection.NEED_MORE_BYTES);
        assertThat(detect(allowed, 65)).isEqualTo(Detection.JSON);
        byte[] tooMuch = " ".repeat(65).getBytes(ISO_8859_1);
        assertThat(detect(tooMuch, 65)).isEqualTo(Detection.UNRECOGNISED);
    }

    private static Detection detect(byte[] opening, int length) {
        ByteBuf in = Unpooled.copiedBuffer(opening, 0, length);
        try {
            Detection detection = ProtocolDetector.detect(in);
            assertThat(in.readableBytes()).as("nothing consumed").isEqualTo(length);
            return detection;
        } finally {
            in.release();
        }
    }

    private static byte[] unescape(String text) {
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) != '\\') {
                bytes.append(text.charAt(i));
                continue;
            }
            switch (text.charAt(++i)) {
                case 'r' -> bytes.append('\r');
                case 'n' -> bytes.append('\n');
                case 't' -> bytes.append('\t');
                default -> {
                    bytes.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
                    i += 2;
                }
            }
        }
        return bytes.toString().getBytes(ISO_8859_1);
    }
}
