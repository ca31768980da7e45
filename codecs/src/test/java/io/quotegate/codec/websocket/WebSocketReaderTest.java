package io.quotegate.codec.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.ByteWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class WebSocketReaderTest {
    private static final int LIMIT = 100_000;
    private static final int KEY = 0x37FA213D;

    private final Recorder heard = new Recorder();

    @Test
    void findsMessagesWhereverTheyAreCut() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(masked(0x81, "Hello"));
        all.writeBytes(masked(0x89, "are you there"));
        all.writeBytes(masked(0x01, "frag"));
        all.writeBytes(masked(0x8A, ""));
        all.writeBytes(masked(0x00, ""));
        all.writeBytes(masked(0x00, "men"));
        all.writeBytes(masked(0x80, "ted \u20AC"));
        all.writeBytes(masked(0x82, "x".repeat(126)));
        all.writeBytes(masked(0x81, ""));
        all.writeBytes(masked(0x88, "\u0003\u00E8bye"));
        byte[] bytes = all.toByteArray();
        EverySplit.of(bytes, (pieces, cut) -> {
            heard.all.clear();
            WebSocketReader reader = server();
            pieces.forEach(piece -> read(reader, piece));
            assertThat(heard.all)
                    .as(cut)
                    .containsExactly(
                            "text Hello",
                            "ping are you there",
                            "pong",
                            "text fragmented \u20AC",
                            "binary " + "x".repeat(126),
                            "text ",
                            "close 1000");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 127, 128, 65535, 65536, LIMIT})
    void readsEveryLengthAsAClientAndAsAServer(int length) {
        byte[] payload = new byte[length];
        new Random(length).nextBytes(payload);
        ByteBuf toServer = Unpooled.buffer();
        WebSocketFrames.maskedFrame(toServer, 0x82, payload.clone(), length, KEY);
        read(server(), toServer);
        ByteWriter fromServer = new ByteWriter(16);
        WebSocketFrames.header(fromServer, 0x82, length);
        assertThat(fromServer.length()).isEqualTo(WebSocketFrames.headerLength(length));
        read(
                new WebSocketReader(WebSocketReader.Role.CLIENT, LIMIT, new ByteScratch(), noInflater()),
                Unpooled.wrappedBuffer(fromServer.put(payload).toByteArray()));
        assertThat(heard.binary).hasSize(2).allSatisfy(read -> assertThat(read).isEqualTo(payload));
    }

    @ParameterizedTest
    @CsvSource({
        "C1 80 00000000, reserved bit 1",
        "A1 80 00000000, reserved bits",
        "91 80 00000000, reserved bits",
        "83 80 00000000, opcode: 3",
        "8B 80 00000000, opcode: 11",
        "81 00, unmasked",
        "09 80 00000000, fragmented control",
        "89 FE 007E 00000000, longer than 125",
        "80 80 00000000, continuation of no message",
        "01 80 00000000 81 80 00000000, new message inside",
        "81 FE 0001 00000000, shortest form",
        "81 FF 000000000000FFFF 00000000, shortest form",
        "81 FF 8000000000000000 00000000, negative",
        "88 81 00000000 03, close frame of one byte",
        "88 82 00000000 0000, close code: 0",
        "88 82 00000000 03E7, close code: 999",
        "88 82 00000000 03EC, close code: 1004",
        "88 82 00000000 03ED, close code: 1005",
        "88 82 00000000 03EE, close code: 1006",
        "88 82 00000000 03F7, close code: 1015",
        "88 82 00000000 0BB7, close code: 2999",
        "88 82 00000000 1388, close code: 5000"
    })
    void refusesWhatTheProtocolForbids(String hex, String expected) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(server(), bytes(hex)))
                .matches(e -> e.violation() == Violation.MALFORMED)
                .withMessageContaining(expected);
    }

    @Test
    void refusesAMaskedFrameFromAServer() {
        WebSocketReader client =
                new WebSocketReader(WebSocketReader.Role.CLIENT, LIMIT, new ByteScratch(), noInflater());
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(client, Unpooled.wrappedBuffer(masked(0x81, "a"))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1000, 1001, 1002, 1003, 1007, 1011, 1012, 1014, 3000, 3999, 4000, 4999})
    void hearsEveryCloseCodeAPeerMaySend(int code) {
        read(server(), Unpooled.wrappedBuffer(maskedBytes(0x88, WebSocketFrames.closePayload(code, "why"))));
        assertThat(heard.all).containsExactly("close " + code);
    }

    @Test
    void hearsACloseWithoutCodeAndNothingAfterIt() {
        WebSocketReader reader = server();
        read(reader, bytes("88 80 00000000 81 81 00000000 41"));
        read(reader, bytes("FF FF FF"));
        assertThat(heard.all).containsExactly("close " + WebSocketReader.NO_CODE);
    }

    @Test
    void refusesMessagesLongerThanTheLimitByTheirHeaderAlone() {
        assertTooLarge("82 FF 00000000000186A1 00000000");
        assertTooLarge("82 FF 7FFFFFFFFFFFFFFF 00000000");
        WebSocketReader reader = server();
        read(reader, Unpooled.wrappedBuffer(masked(0x02, "x".repeat(LIMIT))));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(reader, bytes("80 81 00000000")))
                .matches(e -> e.violation() == Violation.TOO_LARGE);
    }

    @Test
    void findsBadTextBeforeItsMessageOrEvenItsFrameEnds() {
        WebSocketReader reader = server();
        read(reader, bytes("01 81 00000000 CE"));
        read(reader, bytes("00 88 00000000 BA E1"));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(reader, bytes("FF")))
                .matches(e -> e.violation() == Violation.INVALID_DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"81 81 00000000 C3", "01 81 00000000 C3 80 80 00000000", "88 83 00000000 03E8 FF"})
    void refusesTextThatEndsInTheMiddleOfACharacter(String hex) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(server(), bytes(hex)))
                .matches(e -> e.violation() == Violation.INVALID_DATA);
    }

    @Test
    void inflatesMessagesWhereverTheyAreCutAndFragmented() {
        byte[] compressed = deflate("Hello \u20AC Hello \u20AC Hello");
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(maskedBytes(0xC1, compressed));
        all.writeBytes(maskedBytes(0x41, Arrays.copyOf(compressed, 4)));
        all.writeBytes(maskedBytes(0x80, Arrays.copyOfRange(compressed, 4, compressed.length)));
        all.writeBytes(masked(0x81, "plain"));
        all.writeBytes(maskedBytes(0xC1, new byte[] {0}));
        EverySplit.of(all.toByteArray(), (pieces, cut) -> {
            heard.all.clear();
            WebSocketReader reader = server(MessageInflater.shared());
            pieces.forEach(piece -> read(reader, piece));
            String text = "text Hello \u20AC Hello \u20AC Hello";
            assertThat(heard.all).as(cut).containsExactly(text, text, "text plain", "text ");
        });
    }

    @Test
    void inflatesMessagesThatReferToEarlierOnes() {
        Deflater deflater = new Deflater(9, true);
        WebSocketReader reader = server(MessageInflater.withContextTakeover());
        String text = "the same words over and over";
        int[] lengths = new int[3];
        for (int i = 0; i < 3; i++) {
            byte[] compressed = deflate(deflater, text, Deflater.SYNC_FLUSH);
            lengths[i] = compressed.length;
            read(reader, Unpooled.wrappedBuffer(maskedBytes(0xC1, compressed)));
        }
        assertThat(lengths[1]).as("second message refers back").isLessThan(lengths[0] / 2);
        assertThat(heard.all).containsOnly("text " + text).hasSize(3);
        reader.close();
    }

    @Test
    void inflatesAMessageWhoseBlockIsMarkedAsTheLast() {
        byte[] last = deflate(new Deflater(9, true), "final", Deflater.FULL_FLUSH, true);
        WebSocketReader reader = server(MessageInflater.withContextTakeover());
        read(reader, Unpooled.wrappedBuffer(maskedBytes(0xC1, Arrays.copyOf(last, last.length + 1))));
        read(reader, Unpooled.wrappedBuffer(maskedBytes(0xC1, deflate("after"))));
        assertThat(heard.all).containsExactly("text final", "text after");
    }

    @Test
    void refusesWhatInflatesToMoreThanTheLimit() {
        byte[] bomb = deflate("\0".repeat(LIMIT + 1));
        assertThat(bomb.length).isLessThan(1000);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(
                        () -> read(server(MessageInflater.shared()), Unpooled.wrappedBuffer(maskedBytes(0xC2, bomb))))
                .matches(e -> e.violation() == Violation.TOO_LARGE);
    }

    /** @param first bytes of the compressed message in its first frame; of all of them the second has none */
    @ParameterizedTest
    @ValueSource(ints = {0, 4, Integer.MAX_VALUE})
    void inflatesALongMessageInPiecesAndReadsNothingBehindItBefore(int first) {
        String text = "long ".repeat(19_000);
        ByteBuf in = Unpooled.wrappedBuffer(
                maskedBytes(0xC1, deflate("short")), framesOf(deflate(text), first), masked(0x81, "behind"));
        WebSocketReader reader = server(MessageInflater.shared());
        for (int i = 0; i < 3; i++) {
            heard.pieces = i == 2 ? 1 : i;
            reader.read(in, heard);
            assertThat(heard.all)
                    .isEqualTo(i == 2 ? List.of("text short", "text " + text, "text behind") : List.of("text short"));
            assertThat(reader.isHeld() && reader.midMessage()).isEqualTo(i < 2);
        }
        assertThat(in.isReadable()).isFalse();
        in.release();
    }

    private static byte[] framesOf(byte[] compressed, int first) {
        if (first == 0) {
            return maskedBytes(0xC1, compressed);
        }
        int cut = Math.min(first, compressed.length);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        frames.writeBytes(maskedBytes(0x41, Arrays.copyOf(compressed, cut)));
        frames.writeBytes(maskedBytes(0x80, Arrays.copyOfRange(compressed, cut, compressed.length)));
        return frames.toByteArray();
    }

    @Test
    void beginsALongMessageAnewWhereAnotherWasInflatedMeanwhile() {
        MessageInflater inflater = MessageInflater.shared();
        List<ByteBuf> all = new ArrayList<>();
        List<WebSocketReader> readers = new ArrayList<>();
        for (String letter : List.of("a", "b")) {
            all.add(Unpooled.wrappedBuffer(maskedBytes(0xC1, deflate(letter.repeat(95_000)))));
            readers.add(server(inflater));
        }
        for (int i = 0; i < 2; i++) {
            heard.pieces = 1;
            readers.get(i).read(all.get(i), heard);
        }
        heard.pieces = 1;
        readers.get(1).read(all.get(1), heard);
        assertThat(heard.all).containsExactly("text " + "b".repeat(95_000));
        read(server(inflater), Unpooled.wrappedBuffer(maskedBytes(0xC1, deflate("short"))));
        heard.pieces = 2;
        readers.get(0).read(all.get(0), heard);
        assertThat(heard.all.subList(1, 3)).containsExactly("text short", "text " + "a".repeat(95_000));
        all.forEach(ByteBuf::release);
    }

    @Test
    void forgetsALongMessageOfAPeerThatIsGone() {
        MessageInflater inflater = MessageInflater.shared();
        WebSocketReader gone = server(inflater);
        heard.pieces = 1;
        read(gone, Unpooled.wrappedBuffer(maskedBytes(0xC1, deflate("a".repeat(95_000)))));
        gone.close();
        assertThat(gone.isHeld()).isFalse();
        read(gone, Unpooled.wrappedBuffer(masked(0x81, "behind")));
        assertThat(heard.all).isEmpty();
    }

    @Test
    void refusesDamagedCompressionAndCompressedContinuations() {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(server(MessageInflater.shared()), bytes("C1 83 00000000 FFFFFF")))
                .matches(e -> e.violation() == Violation.INVALID_DATA);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(server(MessageInflater.shared()), bytes("41 80 00000000 C0 80 00000000")))
                .matches(e -> e.violation() == Violation.MALFORMED);
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(server(MessageInflater.shared()), bytes("C9 80 00000000")))
                .matches(e -> e.violation() == Violation.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 12, 15})
    void deflatesForEveryWindowSoThatItCanBeReadBack(int windowBits) {
        String text = "quote gateway ".repeat(500);
        ByteWriter out = new ByteWriter(64);
        try (MessageDeflater deflater = new MessageDeflater()) {
            deflater.deflate(text.getBytes(UTF_8), 0, text.length(), windowBits, out);
        }
        assertThat(out.length()).isLessThan(text.length() / 4);
        read(server(MessageInflater.shared()), Unpooled.wrappedBuffer(maskedBytes(0xC1, out.toByteArray())));
        assertThat(heard.all).containsExactly("text " + text);
    }

    @Test
    void deflatesAnEmptyMessage() {
        ByteWriter out = new ByteWriter(64);
        try (MessageDeflater deflater = new MessageDeflater()) {
            deflater.deflate(new byte[0], 0, 0, 15, out);
        }
        read(server(MessageInflater.shared()), Unpooled.wrappedBuffer(maskedBytes(0xC1, out.toByteArray())));
        assertThat(heard.all).containsExactly("text ");
    }

    @Test
    void answersTheHandshakeKeyOfTheRfc() {
        assertThat(WebSocketFrames.accept("dGhlIHNhbXBsZSBub25jZQ==")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
    }

    @Test
    void survivesGarbage() {
        long seed = 13;
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            byte[] garbage = new byte[random.nextInt(30)];
            random.nextBytes(garbage);
            if (garbage.length > 1 && random.nextInt(4) > 0) {
                garbage[0] &= (byte) 0x8F;
                garbage[1] |= (byte) 0x80;
            }
            try {
                read(server(), Unpooled.wrappedBuffer(garbage));
            } catch (ProtocolException e) {
                assertThat(e.detail()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    private void assertTooLarge(String hex) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(server(), bytes(hex)))
                .matches(e -> e.violation() == Violation.TOO_LARGE);
    }

    private static @Nullable MessageInflater noInflater() {
        return null;
    }

    private static WebSocketReader server() {
        return server(noInflater());
    }

    private static WebSocketReader server(@Nullable MessageInflater inflater) {
        return new WebSocketReader(WebSocketReader.Role.SERVER, LIMIT, new ByteScratch(), inflater);
    }

    private void read(WebSocketReader reader, ByteBuf in) {
        try {
            reader.read(in, heard);
        } finally {
            in.release();
        }
    }

    private static byte[] masked(int firstByte, String payload) {
        // Latin-1 for close frames, whose first two bytes are a number; the rest of the tests is UTF-8.
        byte[] bytes = payload.getBytes(firstByte == 0x88 ? ISO_8859_1 : UTF_8);
        return maskedBytes(firstByte, bytes);
    }

    private static byte[] maskedBytes(int firstByte, byte[] payload) {
        ByteBuf out = Unpooled.buffer();
        WebSocketFrames.maskedFrame(out, firstByte, payload.clone(), payload.length, KEY);
        byte[] frame = new byte[out.readableBytes()];
        out.readBytes(frame).release();
        return frame;
    }

    private static byte[] deflate(String text) {
        return deflate(new Deflater(9, true), text, Deflater.SYNC_FLUSH);
    }

    private static byte[] deflate(Deflater deflater, String text, int flush) {
        byte[] out = deflate(deflater, text, flush, false);
        return Arrays.copyOf(out, out.length - 4);
    }

    private static byte[] deflate(Deflater deflater, String text, int flush, boolean finish) {
        byte[] out = new byte[LIMIT];
        deflater.setInput(text.getBytes(UTF_8));
        if (finish) {
            deflater.finish();
        }
        return Arrays.copyOf(out, deflater.deflate(out, 0, out.length, flush));
    }

    private static ByteBuf bytes(String hex) {
        return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static final class Recorder implements WebSocketListener {
        private final List<String> all = new ArrayList<>();
        private final List<byte[]> binary = new ArrayList<>();
        private int pieces = Integer.MAX_VALUE; // that may be inflated

        @Override
        public boolean mayInflate() {
            return pieces-- > 0;
        }

        @Override
        public void onText(byte[] bytes, int from, int to) {
            all.add("text " + new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onBinary(byte[] bytes, int from, int to) {
            all.add("binary " + new String(bytes, from, to - from, UTF_8));
            binary.add(Arrays.copyOfRange(bytes, from, to));
        }

        @Override
        public void onPing(byte[] bytes, int from, int to) {
            all.add("ping " + new String(bytes, from, to - from, UTF_8));
        }

        @Override
        public void onPong() {
            all.add("pong");
        }

        @Override
        public void onClose(int code) {
            all.add("close " + code);
        }
    }
}
