package io.quotegate.codec.grpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class GrpcMessageReaderTest {
    private static final int LIMIT = 100;
    private static final String[] MESSAGES = {"a", "", "hello", "x".repeat(LIMIT), "end"};
    private static final int ALL = Integer.MAX_VALUE;

    /** Takes as many messages as it is told to, and adds up what it is let in. */
    private static final class Taker implements GrpcMessageReader.Listener {
        final List<String> messages = new ArrayList<>();
        int wanted;
        int room;
        int takenBytes;

        Taker(int wanted) {
            this.wanted = wanted;
        }

        @Override
        public boolean wantsMessage() {
            return wanted > 0;
        }

        @Override
        public void onMessage(ByteBuf message, boolean compressed) {
            wanted--;
            takenBytes += GrpcMessageReader.HEADER_BYTES + message.readableBytes();
            messages.add((compressed ? "z:" : "") + message.toString(UTF_8));
        }

        @Override
        public void onRoom(int bytes) {
            assertThat(bytes).isNotNegative();
            room += bytes;
        }
    }

    @Test
    void findsMessagesWhereverTheyAreCutAndLetsInAsMuchAsCame() {
        byte[] bytes = framed(MESSAGES);
        EverySplit.of(bytes, (pieces, cut) -> {
            GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
            Taker taker = new Taker(ALL);
            int came = 0;
            for (ByteBuf piece : pieces) {
                came += piece.readableBytes();
                read(reader, piece, taker);
                assertThat(taker.room).as(cut).isEqualTo(came);
            }
            assertThat(taker.messages).as(cut).containsExactly(MESSAGES);
            assertThat(reader.isMidMessage()).as(cut).isFalse();
        });
    }

    @Test
    void keepsWhatIsNotWantedAndLetsInNoMoreForIt() {
        byte[] bytes = framed(MESSAGES);
        EverySplit.of(bytes, (pieces, cut) -> {
            GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
            Taker taker = new Taker(0);
            pieces.forEach(piece -> read(reader, piece, taker));
            assertThat(taker.messages).as(cut).isEmpty();
            assertThat(taker.room).as(cut).isZero();
            assertThat(reader.isMidMessage()).as(cut).isTrue();
            for (int i = 0; i < MESSAGES.length; i++) {
                taker.wanted = 1;
                reader.poll(taker);
                assertThat(taker.messages).as(cut).hasSize(i + 1).endsWith(MESSAGES[i]);
                assertThat(taker.room).as(cut).isEqualTo(taker.takenBytes);
            }
            assertThat(reader.isMidMessage()).as(cut).isFalse();
            assertThat(taker.room).as(cut).isEqualTo(bytes.length);
        });
    }

    @Test
    void countsEachByteOnceWhenMessagesAreAskedForInAnyRhythm() {
        long seed = 7;
        Random random = new Random(seed);
        byte[] bytes = framed(MESSAGES);
        for (int round = 0; round < 5_000; round++) {
            GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
            Taker taker = new Taker(random.nextInt(3));
            int creditedAhead = 0; // bytes of a message that was wanted before it was whole
            for (int at = 0; at < bytes.length; ) {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
                int takenBefore = taker.takenBytes;
                read(reader, Unpooled.copiedBuffer(bytes, at, to - at), taker);
                at = to;
                creditedAhead = Math.max(0, creditedAhead - (taker.takenBytes - takenBefore));
                if (taker.wantsMessage()) {
                    creditedAhead = at - taker.takenBytes;
                }
                assertThat(taker.room).as("seed %d round %d", seed, round).isEqualTo(taker.takenBytes + creditedAhead);
                if (random.nextBoolean()) {
                    taker.wanted++;
                    takenBefore = taker.takenBytes;
                    reader.poll(taker);
                    creditedAhead = Math.max(0, creditedAhead - (taker.takenBytes - takenBefore));
                    creditedAhead = taker.wantsMessage() ? at - taker.takenBytes : creditedAhead;
                }
            }
            taker.wanted = ALL;
            reader.poll(taker);
            assertThat(taker.messages).containsExactly(MESSAGES);
            assertThat(taker.room).as("seed %d round %d", seed, round).isEqualTo(bytes.length);
        }
    }

    @Test
    void letsInTheRestOfAMessageLongerThanAnyWindow() {
        GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
        Taker taker = new Taker(0);
        byte[] bytes = framed("x".repeat(LIMIT));
        read(reader, Unpooled.copiedBuffer(bytes, 0, 50), taker);
        assertThat(taker.room).isZero();
        taker.wanted = 1;
        reader.poll(taker);
        assertThat(taker.room).as("or the sender waits for ever").isEqualTo(50);
        read(reader, Unpooled.copiedBuffer(bytes, 50, bytes.length - 50), taker);
        assertThat(taker.messages).containsExactly("x".repeat(LIMIT));
        assertThat(taker.room).isEqualTo(bytes.length);
    }

    @Test
    void tellsCompressedMessagesFromOthers() {
        Taker taker = new Taker(ALL);
        GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
        read(reader, Unpooled.wrappedBuffer(new byte[] {1, 0, 0, 0, 1, 'a', 0, 0, 0, 0, 1, 'b'}), taker);
        assertThat(taker.messages).containsExactly("z:a", "b");
    }

    @Test
    void refusesMessagesThatAreTooLargeBeforeTheyAreThere() {
        assertRefused(Violation.TOO_LARGE, 0, 0, 0, 0, LIMIT + 1);
        assertRefused(Violation.TOO_LARGE, 0, 0x7F, 0xFF, 0xFF, 0xFF);
        assertRefused(Violation.TOO_LARGE, 1, 0xFF, 0xFF, 0xFF, 0xFF);
    }

    @Test
    void refusesFlagsThatMeanNothing() {
        for (int flag : new int[] {2, 3, 0x7F, 0x80, 0x81, 0xFF}) {
            assertRefused(Violation.MALFORMED, flag, 0, 0, 0, 0);
        }
    }

    @Test
    void knowsWhenItIsInTheMiddleOfAMessageAndForgetsIt() {
        GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
        Taker taker = new Taker(ALL);
        read(reader, Unpooled.wrappedBuffer(new byte[] {0, 0}), taker);
        assertThat(reader.isMidMessage()).isTrue();
        reader.release();
        assertThat(reader.isMidMessage()).isFalse();
        read(reader, Unpooled.wrappedBuffer(framed("b")), taker);
        assertThat(taker.messages).containsExactly("b");
    }

    @Test
    void survivesGarbage() {
        long seed = 11;
        Random random = new Random(seed);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] garbage = new byte[random.nextInt(40)];
            random.nextBytes(garbage);
            if (garbage.length > 4 && random.nextBoolean()) {
                garbage[0] &= 1;
                garbage[1] = 0;
                garbage[2] = 0;
                garbage[3] = 0;
            }
            GrpcMessageReader reader = new GrpcMessageReader(LIMIT);
            try {
                read(reader, Unpooled.wrappedBuffer(garbage), new Taker(ALL));
            } catch (ProtocolException e) {
                refused++;
                assertThat(e.violation()).as("seed %d", seed).isIn(Violation.MALFORMED, Violation.TOO_LARGE);
            } finally {
                reader.release();
            }
        }
        assertThat(refused).isPositive();
    }

    private static void assertRefused(Violation violation, int... header) {
        ByteBuf in = Unpooled.buffer();
        for (int next : header) {
            in.writeByte(next);
        }
        assertThatExceptionOfType(ProtocolException.class)
                .isThrownBy(() -> read(new GrpcMessageReader(LIMIT), in, new Taker(ALL)))
                .matches(e -> e.violation() == violation)
                .withMessageContaining("expected");
    }

    private static void read(GrpcMessageReader reader, ByteBuf piece, Taker taker) {
        try {
            reader.read(piece, taker);
        } finally {
            piece.release();
        }
    }

    private static byte[] framed(String... messages) {
        ByteBuf out = Unpooled.buffer();
        for (String message : messages) {
            byte[] bytes = message.getBytes(UTF_8);
            out.writeByte(0).writeInt(bytes.length).writeBytes(bytes);
        }
        byte[] all = new byte[out.readableBytes()];
        out.readBytes(all).release();
        return all;
    }
}
