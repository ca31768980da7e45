package io.quotegate.port;

import static io.quotegate.testkit.WebSocketProbe.BINARY;
import static io.quotegate.testkit.WebSocketProbe.CLOSE;
import static io.quotegate.testkit.WebSocketProbe.CONTINUATION;
import static io.quotegate.testkit.WebSocketProbe.PING;
import static io.quotegate.testkit.WebSocketProbe.PONG;
import static io.quotegate.testkit.WebSocketProbe.TEXT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.testkit.WebSocketProbe;
import io.quotegate.testkit.WebSocketProbe.Frame;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 in every corner, by a client that breaks every rule, against {@code /_echo}. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketConformanceIT {
    private Gateway gateway;

    @BeforeAll
    void start() throws IOException {
        gateway = TestGateways.start("debug.echo=true");
    }

    @AfterAll
    void stop() {
        gateway.close();
    }

    private WebSocketProbe open(String... headers) throws IOException {
        WebSocketProbe probe = new WebSocketProbe(gateway.address(), "/_echo", headers);
        assertThat(probe.head()).startsWith("HTTP/1.1 101 ").contains("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        return probe;
    }

    // Framing

    static IntStream lengths() {
        return IntStream.of(0, 1, 125, 126, 127, 128, 1000, 65535, 65536, 100_000);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void echoesTextAndBinaryOfEveryLength(int length) throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.text("*".repeat(length));
            assertEchoed(probe.read(), TEXT, "*".repeat(length).getBytes(UTF_8));
            byte[] bytes = new byte[length];
            new Random(length).nextBytes(bytes);
            probe.binary(bytes);
            assertEchoed(probe.read(), BINARY, bytes);
            assertClosesCleanly(probe);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 997, 2048})
    void echoesWhatIsCutIntoPieces(int size) throws IOException {
        try (WebSocketProbe probe = open().chop(size)) {
            String text = "\u00E4\u20AC\uD83D\uDE00x".repeat(size < 10 ? 50 : 6000);
            probe.text(text);
            assertEchoed(probe.read(), TEXT, text.getBytes(UTF_8));
            assertClosesCleanly(probe);
        }
    }

    // Pings and pongs

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125})
    void answersAPingWithItsPayload(int length) throws IOException {
        try (WebSocketProbe probe = open()) {
            byte[] payload = new byte[length];
            Arrays.fill(payload, (byte) 0xFE);
            probe.frame(0x80 | PING, payload);
            assertEchoed(probe.read(), PONG, payload);
            assertClosesCleanly(probe);
        }
    }

    @Test
    void answersManyPingsInOrderAndIgnoresPongs() throws IOException {
        try (WebSocketProbe probe = open().chop(1)) {
            probe.frame(0x80 | PONG, "unasked".getBytes(UTF_8));
            for (int i = 0; i < 10; i++) {
                probe.frame(0x80 | PING, ("payload-" + i).getBytes(UTF_8));
            }
            for (int i = 0; i < 10; i++) {
                assertEchoed(probe.read(), PONG, ("payload-" + i).getBytes(UTF_8));
            }
            assertClosesCleanly(probe);
        }
    }

    // What is forbidden

    @ParameterizedTest
    @ValueSource(ints = {0x90, 0xA0, 0xB0, 0xC0, 0xD0, 0xE0, 0xF0})
    void refusesReservedBits(int bits) throws IOException {
        for (int opcode : new int[] {TEXT, BINARY, PING, PONG, CLOSE}) {
            assertFailsAfterEcho(bits | opcode, "x".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
    void refusesReservedOpcodes(int opcode) throws IOException {
        assertFailsAfterEcho(0x80 | opcode, new byte[0]);
        assertFailsAfterEcho(0x80 | opcode, "reserved".getBytes(UTF_8));
    }

    private void assertFailsAfterEcho(int firstByte, byte[] payload) throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.text("first").frame(firstByte, payload).text("never echoed");
            assertEchoed(probe.read(), TEXT, "first".getBytes(UTF_8));
            assertFails(probe, 1002);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "an unmasked frame, 8105 48656C6C6F",
        "an unmasked ping, 8900",
        "a fragmented ping, 0980 00000000",
        "a fragmented close, 0880 00000000",
        "a ping of 126 bytes, 89FE007E 00000000",
        "a continuation of nothing, 8080 00000000",
        "an open continuation of nothing, 0081 00000000 41",
        "a message inside another, 0181 00000000 41 8181 00000000 42",
        "a length of 16 bits that needs 7, 81FE0001 00000000 41",
        "a length of 64 bits that needs 16, 81FF0000000000000001 00000000 41",
        "a negative length, 81FF8000000000000000 00000000",
        "a close of one byte, 8881 00000000 03"
    })
    void closesWith1002For(String what, String hex) throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.raw(HexFormat.of().parseHex(hex.replace(" ", "")));
            assertFails(probe, 1002);
        }
    }

    // Fragmentation

    @Test
    void putsFragmentsTogetherWithControlFramesBetweenThem() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.frame(TEXT, "fragment1".getBytes(UTF_8));
            probe.frame(0x80 | PING, "p1".getBytes(UTF_8));
            probe.frame(CONTINUATION, "".getBytes(UTF_8));
            probe.frame(CONTINUATION, "fragment2".getBytes(UTF_8));
            probe.frame(0x80 | PING, "p2".getBytes(UTF_8));
            probe.frame(0x80 | CONTINUATION, "fragment3".getBytes(UTF_8));
            assertEchoed(probe.read(), PONG, "p1".getBytes(UTF_8));
            assertEchoed(probe.read(), PONG, "p2".getBytes(UTF_8));
            assertEchoed(probe.read(), TEXT, "fragment1fragment2fragment3".getBytes(UTF_8));
            assertClosesCleanly(probe);
        }
    }

    @Test
    void echoesAMessageOfEmptyFragments() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.frame(BINARY, new byte[0]).frame(CONTINUATION, new byte[0]).frame(0x80, new byte[0]);
            assertEchoed(probe.read(), BINARY, new byte[0]);
            assertClosesCleanly(probe);
        }
    }

    // UTF-8

    static Stream<String> goodText() {
        return Stream.of(
                "48656c6c6f2dc2b540c39fc3b6c3a4c3bcc3a0c3a12d5554462d3821212121",
                "cebae1bdb9cf83cebcceb5",
                "00",
                "c280",
                "e0a080",
                "f0908080",
                "7f",
                "dfbf",
                "efbfbf",
                "f48fbfbf",
                "ed9fbf",
                "ee8080",
                "efbfbd",
                "efbfbe",
                "f09fbfbe",
                "f09fbfbf");
    }

    @ParameterizedTest
    @MethodSource("goodText")
    void echoesEveryKindOfCharacterHoweverItIsCut(String hex) throws IOException {
        byte[] text = HexFormat.of().parseHex(hex);
        try (WebSocketProbe probe = open()) {
            probe.frame(0x80 | TEXT, text);
            assertEchoed(probe.read(), TEXT, text);
            for (int split = 0; split <= text.length; split++) {
                probe.frame(TEXT, Arrays.copyOf(text, split));
                probe.frame(0x80, Arrays.copyOfRange(text, split, text.length));
                assertEchoed(probe.read(), TEXT, text);
            }
            assertClosesCleanly(probe);
        }
    }

    static Stream<String> badText() {
        return Stream.of(
                "cebae1bdb9cf83cebcceb5eda080656469746564",
                "80",
                "bf",
                "8080808080",
                "c0",
                "c320",
                "e020",
                "f020",
                "c0af",
                "e080af",
                "f08080af",
                "f8808080af",
                "fc80808080af",
                "c1bf",
                "e09fbf",
                "f08fbfbf",
                "f4908080",
                "f7bfbfbf",
                "f888808080",
                "fc8480808080",
                "eda080",
                "edadbf",
                "edae80",
                "edbfbf",
                "eda080edb080",
                "fe",
                "ff",
                "fefeffff",
                "c3",
                "e282",
                "f09f98");
    }

    @ParameterizedTest
    @MethodSource("badText")
    void closesWith1007ForTextThatIsNotUtf8(String hex) throws IOException {
        byte[] text = HexFormat.of().parseHex(hex);
        try (WebSocketProbe probe = open()) {
            probe.frame(0x80 | TEXT, text);
            assertFails(probe, 1007);
        }
        try (WebSocketProbe probe = open()) {
            for (int i = 0; i < text.length - 1; i++) {
                probe.frame(i == 0 ? TEXT : CONTINUATION, new byte[] {text[i]});
            }
            probe.frame(text.length == 1 ? 0x80 | TEXT : 0x80, new byte[] {text[text.length - 1]});
            assertFails(probe, 1007);
        }
    }

    @Test
    void closesBeforeABadMessageOrFrameEnds() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.frame(TEXT, HexFormat.of().parseHex("cebaf4908080"));
            assertFails(probe, 1007);
        }
        try (WebSocketProbe probe = open()) {
            byte[] frame = WebSocketProbe.encode(0x80 | TEXT, HexFormat.of().parseHex("cebaf490808065646974"));
            probe.raw(Arrays.copyOf(frame, frame.length - 5));
            assertFails(probe, 1007);
        }
    }

    @Test
    void leavesBinaryMessagesAlone() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.binary(HexFormat.of().parseHex("fefeffff80"));
            assertEchoed(probe.read(), BINARY, HexFormat.of().parseHex("fefeffff80"));
            assertClosesCleanly(probe);
        }
    }

    // Closing

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void echoesEveryCloseCodeThatMayBeSent(int code) throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.close(code, "reason");
            List<Frame> frames = probe.readToEnd();
            assertThat(frames).hasSize(1);
            assertThat(frames.get(0).opcode()).isEqualTo(CLOSE);
            assertThat(frames.get(0).closeCode()).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535})
    void refusesEveryCloseCodeThatMayNotBeSent(int code) throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.close(code, "");
            assertFails(probe, 1002);
        }
    }

    @Test
    void answersACloseWithoutCodeAndReadsNothingAfterIt() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.frame(0x80 | CLOSE, new byte[0]).text("after").frame(0x80 | PING, new byte[0]);
            List<Frame> frames = probe.readToEnd();
            assertThat(frames).singleElement().satisfies(frame -> {
                assertThat(frame.opcode()).isEqualTo(CLOSE);
                assertThat(frame.payload()).isEmpty();
            });
        }
    }

    @Test
    void takesTheLongestCloseReasonAndRefusesALongerOne() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.close(1000, "*".repeat(123));
            assertThat(probe.readToEnd()).singleElement().matches(frame -> frame.closeCode() == 1000);
        }
        try (WebSocketProbe probe = open()) {
            probe.close(1000, "*".repeat(124));
            assertFails(probe, 1002);
        }
    }

    @Test
    void refusesACloseReasonThatIsNotUtf8() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.frame(0x80 | CLOSE, HexFormat.of().parseHex("03e8ceba80"));
            assertFails(probe, 1007);
        }
    }

    @Test
    void closesInTheMiddleOfAFragmentedMessage() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.frame(TEXT, "begun".getBytes(UTF_8)).close(1000, "");
            assertThat(probe.readToEnd()).singleElement().matches(frame -> frame.closeCode() == 1000);
        }
    }

    // Limits

    @Test
    void echoesSixteenMebibytesWholeAndInFragments() throws IOException {
        byte[] bytes = new byte[16 * 1024 * 1024];
        new Random(1).nextBytes(bytes);
        try (WebSocketProbe probe = open()) {
            probe.binary(bytes);
            assertEchoed(probe.read(), BINARY, bytes);
            sendFragments(probe, bytes, 256 * 1024);
            assertEchoed(probe.read(), BINARY, bytes);
            assertClosesCleanly(probe);
        }
    }

    @Test
    void echoesAMessageOf65536Fragments() throws IOException {
        byte[] bytes = new byte[4 * 1024 * 1024];
        new Random(2).nextBytes(bytes);
        try (WebSocketProbe probe = open()) {
            sendFragments(probe, bytes, 64);
            assertEchoed(probe.read(), BINARY, bytes);
            assertClosesCleanly(probe);
        }
    }

    private static void sendFragments(WebSocketProbe probe, byte[] bytes, int size) throws IOException {
        for (int at = 0; at < bytes.length; at += size) {
            int opcode = at == 0 ? BINARY : CONTINUATION;
            int end = Math.min(bytes.length, at + size);
            probe.frame(end == bytes.length ? 0x80 | opcode : opcode, Arrays.copyOfRange(bytes, at, end));
        }
    }

    @Test
    void closesWith1009ForAMessageAboveTheLimit() throws IOException {
        try (WebSocketProbe probe = open()) {
            probe.raw(HexFormat.of().parseHex("82FF000000000200000100000000"));
            assertFails(probe, 1009);
        }
    }

    // Compression

    static Stream<String> offers() {
        return Stream.of(
                "permessage-deflate",
                "permessage-deflate; client_max_window_bits",
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
                "permessage-deflate; server_max_window_bits=9",
                "permessage-deflate; server_max_window_bits=12; client_max_window_bits=15",
                "permessage-foo, permessage-deflate");
    }

    @ParameterizedTest
    @MethodSource("offers")
    void echoesCompressedMessagesOfEveryLength(String offer) throws IOException {
        try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: " + offer)) {
            for (int length : new int[] {0, 16, 64, 256, 1024, 4096, 8192, 16384, 32768, 65536, 131072}) {
                byte[] text = jsonOf(length).getBytes(UTF_8);
                for (int fragments : new int[] {1, 3}) {
                    probe.compressedText(text, false, fragments);
                    Frame echo = probe.read();
                    assertThat(echo.rsv1()).as("compressed, length %d", length).isTrue();
                    assertEchoed(echo, TEXT, text);
                }
            }
            probe.text("not compressed");
            assertEchoed(probe.read(), TEXT, "not compressed".getBytes(UTF_8));
            assertClosesCleanly(probe);
        }
    }

    @Test
    void echoesAThousandCompressedMessages() throws IOException {
        try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: permessage-deflate")) {
            for (int i = 0; i < 1000; i++) {
                byte[] text = ("message " + i + ' ' + jsonOf(200)).getBytes(UTF_8);
                probe.compressedText(text, false, 1);
                assertEchoed(probe.read(), TEXT, text);
            }
            assertClosesCleanly(probe);
        }
    }

    @Test
    void closesWith1007ForDamagedCompressionAndForCompressedTextThatIsNotUtf8() throws IOException {
        try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: permessage-deflate")) {
            probe.frame(0xC1, new byte[] {-1, -1, -1});
            assertFails(probe, 1007);
        }
        try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: permessage-deflate")) {
            probe.compressedText(new byte[] {'a', -1, 'b'}, false, 1);
            assertFails(probe, 1007);
        }
    }

    @Test
    void refusesCompressionMarksWhereTheyDoNotBelong() throws IOException {
        for (int firstByte : new int[] {0xC0 | PING, 0xC0 | CLOSE}) {
            try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: permessage-deflate")) {
                probe.frame(firstByte, new byte[0]);
                assertFails(probe, 1002);
            }
        }
        try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: permessage-deflate")) {
            probe.frame(0x40 | TEXT, new byte[] {0}).frame(0xC0, new byte[] {0});
            assertFails(probe, 1002);
        }
    }

    @Test
    void declinesOffersItCannotServe() throws IOException {
        try (WebSocketProbe probe = open("Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=7")) {
            assertThat(probe.head()).doesNotContainIgnoringCase("extensions");
            probe.text("plain");
            assertEchoed(probe.read(), TEXT, "plain".getBytes(UTF_8));
            assertClosesCleanly(probe);
        }
    }

    private static String jsonOf(int length) {
        String unit = "{\"pair\":\"BTC-USDT\",\"bid\":\"63707.2\",\"n\":";
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(unit).append(i).append('}');
        }
        return text.substring(0, length);
    }

    private static void assertEchoed(Frame frame, int opcode, byte[] payload) {
        assertThat(frame.opcode()).isEqualTo(opcode);
        assertThat(frame.fin()).isTrue();
        assertThat(Arrays.equals(frame.payload(), payload))
                .as("payload of %d bytes, echoed as %d", payload.length, frame.payload().length)
                .isTrue();
    }

    private static void assertClosesCleanly(WebSocketProbe probe) throws IOException {
        probe.close(1000, "");
        assertThat(probe.readToEnd()).singleElement().matches(frame -> frame.closeCode() == 1000);
    }

    private static void assertFails(WebSocketProbe probe, int code) throws IOException {
        assertThat(probe.readToEnd()).singleElement().satisfies(frame -> {
            assertThat(frame.opcode()).isEqualTo(CLOSE);
            assertThat(frame.closeCode()).isEqualTo(code);
        });
    }
}
