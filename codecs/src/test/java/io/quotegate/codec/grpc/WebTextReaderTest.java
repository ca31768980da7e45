package io.quotegate.codec.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(LeakCheck.class)
class WebTextReaderTest {
    @Test
    void decodesRunsWhereverTheyAreCut() {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        for (String run : List.of("a", "", "bc", "def", "ghij", "k", "l".repeat(50))) {
            text.writeBytes(Base64.getEncoder().encode(run.getBytes(US_ASCII)));
            expected.writeBytes(run.getBytes(US_ASCII));
        }
        EverySplit.of(text.toByteArray(), (pieces, cut) -> {
            WebTextReader reader = new WebTextReader();
            ByteArrayOutputStream decoded = new ByteArrayOutputStream();
            pieces.forEach(piece -> decoded.writeBytes(read(reader, piece)));
            assertThat(decoded.toByteArray()).as(cut).isEqualTo(expected.toByteArray());
            assertThat(reader.isMidQuantum()).as(cut).isFalse();
        });
    }

    @Test
    void decodesEveryByte() {
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        byte[] text = Base64.getEncoder().encode(all);
        assertThat(read(new WebTextReader(), Unpooled.wrappedBuffer(text))).isEqualTo(all);
    }

    @Test
    void knowsWhenItIsWithinFourCharacters() {
        WebTextReader reader = new WebTextReader();
        for (String piece : List.of("Y", "W", "J")) {
            assertThat(read(reader, ascii(piece))).isEmpty();
            assertThat(reader.isMidQuantum()).isTrue();
        }
        assertThat(read(reader, ascii("j"))).isEqualTo("abc".getBytes(US_ASCII));
        assertThat(reader.isMidQuantum()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"YW-j", "YW_j", "Y===", "====", "YW=j", "Y=Jj", "YWJ\n", "YW j", "YQ==Y=Jj", "YWJj YWJj"})
    void refusesWhatIsNoBase64(String text) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(new WebTextReader(), ascii(text)))
                .matches(e -> e.violation() == Violation.MALFORMED)
                .withMessageContaining("expected: Base64");
    }

    @Test
    void survivesGarbage() {
        long seed = 13;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            try {
                read(new WebTextReader(), Unpooled.wrappedBuffer(garbage));
            } catch (ProtocolException e) {
                refused++;
                assertThat(e.violation()).as("seed %d", seed).isEqualTo(Violation.MALFORMED);
            }
        }
        assertThat(refused).isPositive();
    }

    private static ByteBuf ascii(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private static byte[] read(WebTextReader reader, ByteBuf piece) {
        try {
            ByteBuf out = reader.read(piece);
            byte[] bytes = new byte[out.readableBytes()];
            out.readBytes(bytes).release();
            return bytes;
        } finally {
            piece.release();
        }
    }
}
