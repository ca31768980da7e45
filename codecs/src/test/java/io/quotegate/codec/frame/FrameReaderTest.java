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
class FrameReaderTest {
    private static final int LIMIT = 100;

    private final List<String> heard = new ArrayList<>();

    @Test
    void findsFramesWhereverTheyAreCut() {
        byte[] bytes = frames("a", "hello", "{\"op\":\"ping\"}", "x".repeat(LIMIT));
        EverySplit.of(bytes, (pieces, cut) -> {
            heard.clear();
            FrameReader reader = reader();
            pieces.forEach(piece -> read(reader, piece));
            assertThat(heard).as(cut).containsExactly("a", "hello", "{\"op\":\"ping\"}", "x".repeat(LIMIT));
            assertThat(reader.midMessage()).as(cut).isFalse();
        });
    }

    @Test
    void knowsWhenItIsInTheMiddleOfAFrame() {
        FrameReader reader = reader();
        assertThat(reader.midMessage()).isFalse();
        read(reader, Unpooled.wrappedBuffer(new byte[] {0}));
        assertThat(reader.midMessage()).isTrue();
        read(reader, Unpooled.wrappedBuffer(new byte[] {0, 0, 2, 'a'}));
        assertThat(reader.midMessage()).isTrue();
        read(reader, Unpooled.wrappedBuffer(new byte[] {'b'}));
        assertThat(reader.midMessage()).isFalse();
    }

    @Test
    void refusesLengthsOfZeroAndAboveTheLimitBeforeAnyPayload() {
        assertRefused(Violation.MALFORMED, 0, 0, 0, 0);
        assertRefused(Violation.TOO_LARGE, 0, 0, 0, LIMIT + 1);
        assertRefused(Violation.TOO_LARGE, 0x7F, 0xFF, 0xFF, 0xFF);
        assertRefused(Violation.TOO_LARGE, 0xFF, 0xFF, 0xFF, 0xFF);
    }

    @Test
    void readsNothingAfterItWasStopped() {
        FrameReader reader = reader();
        ByteBuf in = Unpooled.wrappedBuffer(frames("a", "b", "c"));
        reader.read(in, (bytes, from, to) -> {
            heard.add(new String(bytes, from, to - from, UTF_8));
            reader.stop();
        });
        assertThat(heard).containsExactly("a");
        assertThat(in.isReadable()).isFalse();
    }

    @Test
    void survivesGarbage() {
        long seed = 11;
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            if (garbage.length > 3 && random.nextBoolean()) {
                garbage[0] = 0;
                garbage[1] = 0;
                garbage[2] = 0;
            }
            try {
                read(reader(), Unpooled.wrappedBuffer(garbage));
            } catch (ProtocolException e) {
                assertThat(e.violation()).as("seed %d", seed).isNotEqualTo(Violation.TOO_DEEP);
            }
        }
    }

    private void assertRefused(Violation violation, int... header) {
        ByteBuf in = Unpooled.buffer();
        for (int next : header) {
            in.writeByte(next);
        }
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(reader(), in))
                .matches(e -> e.violation() == violation)
                .withMessageContaining("expected");
    }

    private FrameReader reader() {
        return new FrameReader(LIMIT, new ByteScratch());
    }

    private void read(FrameReader reader, ByteBuf in) {
        try {
            reader.read(in, (bytes, from, to) -> heard.add(new String(bytes, from, to - from, UTF_8)));
        } finally {
            in.release();
        }
    }

    private static byte[] frames(String... payloads) {
        ByteBuf out = Unpooled.buffer();
        for (String payload : payloads) {
            byte[] bytes = payload.getBytes(UTF_8);
            FrameReader.writeHeader(out, bytes.length);
            out.writeBytes(bytes);
        }
        byte[] all = new byte[out.readableBytes()];
        out.readBytes(all).release();
        return all;
    }
}
