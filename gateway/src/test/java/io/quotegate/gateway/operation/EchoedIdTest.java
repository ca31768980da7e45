package io.quotegate.gateway.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Ping;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.text.Utf8Validator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a client calls a request, its answer is called the same. */
class EchoedIdTest {
    /** Requests without their id: one for each way in which an answer is begun. */
    private static final List<String> REQUESTS = List.of(
            "{\"op\":\"ping\",\"id\":",
            "{\"op\":\"fly\",\"id\":",
            "{\"op\":\"quotes\",\"id\":",
            "{\"status\":\"OK\",\"data\":\"MARKET ALL\",\"id\":",
            "{\"status\":\"OK\",\"data\":\"MARKET XYZ\",\"id\":",
            "{\"op\":\"winners\",\"id\":");

    private static final List<String> IDS = List.of(
            "plain",
            "\"quoted\" \\ / \\\\",
            "\u0000\u0001\b\t\n\f\r\u001f\u007f\u0085",
            "é ü ß ÿ Ā",
            "€ 漢 \u2028 \u2029 \ufeff \uffff",
            "😀 👨\u200d👩\u200d👧 𝄞",
            "\ud83d",
            "\ude00",
            "\ude00\ud83d",
            "a\ud83db\ude00c😀\ud83d");

    private final TestLoop loop = new TestLoop();
    private final StreamingClient client;

    EchoedIdTest(@TempDir Path directory) {
        client = new StreamingClient(loop, TestServices.of(loop, directory, Runnable::run));
    }

    @AfterEach
    void close() {
        client.operations.close();
        loop.close();
    }

    private static String escaped(String id) {
        StringBuilder text = new StringBuilder("\"");
        id.chars().forEach(c -> text.append(String.format("\\u%04X", c)));
        return text.append('"').toString();
    }

    private static String id(byte[] answer) throws IOException {
        int start = 0;
        while (answer[start] != '{') {
            start++; // what frames it
        }
        assertThat(Utf8Validator.isValid(answer, start, answer.length)).isTrue();
        try (JsonParser parser = new JsonFactory().createParser(answer, start, answer.length - start)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                if (name.equals("id")) {
                    return parser.getText();
                }
                parser.skipChildren();
            }
        }
        throw new AssertionError("no id: " + new String(answer, UTF_8));
    }

    @ParameterizedTest
    @EnumSource(names = {"FRAME_JSON", "LINE_JSON", "WEBSOCKET_JSON"})
    void comesBackAsItWasInJson(WireFormat format) throws IOException {
        for (String request : REQUESTS) {
            for (String id : IDS) {
                client.send(format, request + escaped(id) + '}');
                assertThat(id(client.outlet.take().get(0))).isEqualTo(id);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "😀", "漢", "\u2028"})
    void comesBackAsItWasWrittenUnlessItHasToBeEscaped(String id) {
        assertThat(client.ask("{'op':'ping','id':'" + id + "'}")).containsExactly("{'event':'pong','id':'" + id + "'}");
    }

    @Test
    void comesBackAsItWasInProtobuf() throws IOException {
        for (String id : IDS) {
            String sent = new String(id.getBytes(UTF_8), UTF_8); // a string of Protobuf is UTF-8
            client.send(
                    WireFormat.FRAME_PROTO, ClientFrame.newBuilder().setId(sent).setPing(Ping.getDefaultInstance()));
            byte[] answer = client.outlet.take().get(0);
            assertThat(ServerFrame.parseFrom(Arrays.copyOfRange(answer, 4, answer.length))
                            .getId())
                    .isEqualTo(sent);
        }
    }
}
