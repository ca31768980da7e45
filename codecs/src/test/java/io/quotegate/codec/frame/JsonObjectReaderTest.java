package io.quotegate.codec.frame;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class JsonObjectReaderTest {
    private static final int LIMIT = 200;
    private static final int DEPTH = 4;

    private final List<String> heard = new ArrayList<>();

    @Test
    void findsObjectsWhereverTheyAreCut() {
        String tricky = "{\"a\":\"}{\\\"]\\\\\",\"b\":[{\"c\":[1,2]}]}";
        byte[] bytes = (" {}\r\n{\"op\":\"ping\"}" + tricky + "\n\t {\"u\":\"ü€😀\"}\n").getBytes(UTF_8);
        EverySplit.of(bytes, (pieces, cut) -> {
            heard.clear();
            JsonObjectReader reader = reader();
            pieces.forEach(piece -> read(reader, piece));
            assertThat(heard).as(cut).containsExactly("{}", "{\"op\":\"ping\"}", tricky, "{\"u\":\"ü€😀\"}");
            assertThat(reader.midMessage()).as(cut).isFalse();
        });
    }

    @Test
    void endsWhereItCannotTellWhereTheNextObjectBegins() {
        assertRefused(Violation.MALFORMED, "{} x");
        assertRefused(Violation.MALFORMED, "[]");
        assertRefused(Violation.TOO_DEEP, "{\"a\":[[[[1");
        assertRefused(Violation.TOO_LARGE, "{\"a\":\"" + "x".repeat(LIMIT) + "\"}");
        assertRefused(
                Violation.TOO_LARGE, "{\"a\":\"" + "x".repeat(LIMIT) + "\",\"b\":[[[[1"); // as if it came in pieces
        assertRefused(Violation.TOO_LARGE, "{\"a\":\"" + "x".repeat(LIMIT));
        assertThat(heard).containsExactly("{}");
    }

    @Test
    void refusesAnObjectThatIsNotUtf8() {
        ByteBuf in = Unpooled.buffer().writeBytes("{\"a\":\"".getBytes(UTF_8)).writeByte(0xFF);
        in.writeBytes("\"}".getBytes(UTF_8));
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(reader(), in))
                .matches(e -> e.violation() == Violation.INVALID_DATA);
    }

    @Test
    void readsNothingAfterItWasStopped() {
        JsonObjectReader reader = reader();
        reader.read(Unpooled.copiedBuffer("{}{}{}", UTF_8), (bytes, from, to) -> {
            heard.add("one");
            reader.stop();
        });
        assertThat(heard).containsExactly("one");
    }

    @Test
    void survivesGarbage() {
        Random random = new Random(12);
        String alphabet = "{}[]\"\\ a1:,\n\u00ff";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder garbage = new StringBuilder("{");
            for (int i = random.nextInt(40); i > 0; i--) {
                garbage.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                read(reader(), Unpooled.copiedBuffer(garbage, UTF_8));
            } catch (ProtocolException e) {
                assertThat(e.detail()).isNotEmpty();
            }
        }
    }

    private void assertRefused(Violation violation, String text) {
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(reader(), Unpooled.copiedBuffer(text, UTF_8)))
                .matches(e -> e.violation() == violation);
    }

    private JsonObjectReader reader() {
        return new JsonObjectReader(LIMIT, DEPTH, new ByteScratch());
    }

    private void read(JsonObjectReader reader, ByteBuf in) {
        try {
            reader.read(in, (bytes, from, to) -> heard.add(new String(bytes, from, to - from, UTF_8)));
        } finally {
            in.release();
        }
    }
}
