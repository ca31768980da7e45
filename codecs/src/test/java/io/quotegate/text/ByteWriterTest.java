package io.quotegate.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteWriterTest {
    private final ByteWriter out = new ByteWriter(1);

    @ParameterizedTest
    @ValueSource(longs = {0, 9, 10, -1, 99, 100, 1_786_613_174_873_000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesWholeNumbers(long value) {
        assertThat(out.number(value)).hasToString(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "with \"quotes\" and \\ backslash",
                "line\nfeed\r\ttab\u0000\u001f\u007f",
                "umlaut ü, euro €, han 漢, face 😀"
            })
    void writesStringsThatAJsonParserReadsBack(String text) throws IOException {
        out.jsonString(text);
        try (JsonParser parser = new JsonFactory().createParser(out.array(), 0, out.length())) {
            parser.nextToken();
            assertThat(parser.getText()).isEqualTo(text);
        }
    }

    @Test
    void writesTextInUtf8() {
        assertThat(out.utf8("a\"ü€漢😀").toByteArray()).isEqualTo("a\"ü€漢😀".getBytes(UTF_8));
    }

    @Test
    void writesHalfASurrogatePairAsTheReplacementCharacter() {
        assertThat(out.jsonString("a\uD83Db\uDE00")).hasToString("\"a\uFFFDb\uFFFD\"");
    }

    @Test
    void growsAndCanBeUsedAgain() {
        out.ascii("0123456789").put("abc".getBytes(UTF_8)).truncate(11);
        assertThat(out).hasToString("0123456789a");
        assertThat(out.clear().ascii("x").toByteArray()).isEqualTo(new byte[] {'x'});
    }

    @Test
    void writesBase64OfEveryLengthAsTheJdkDoes() {
        ByteWriter source = new ByteWriter(1);
        for (int length = 0; length < 100; length++) {
            byte[] expected = Base64.getEncoder().encode(source.toByteArray());
            assertThat(out.clear().ascii("=").base64(source).toByteArray())
                    .startsWith('=')
                    .endsWith(expected)
                    .hasSize(1 + expected.length);
            source.put(length * 37);
        }
    }
}
