package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.grpc.GrpcMessageReader;
import io.quotegate.codec.grpc.GrpcTimeout;
import io.quotegate.codec.grpc.WebTextReader;
import io.quotegate.testkit.Cuts;
import java.util.ArrayList;
import java.util.List;

/** What gRPC adds to HTTP: however a body is cut the same messages come, and the sender gets room for just what it sent. */
class GrpcFuzz {
    private static final int MOST_BYTES = 64;
    private static final int LONGEST_TIMEOUT = 9;

    @FuzzTest(maxDuration = "1m")
    void messages(byte[] bytes) {
        List<String> first = null;
        for (List<ByteBuf> pieces : Cuts.of(bytes)) {
            List<String> eager = read(pieces, true);
            first = first == null ? eager : first;
            assertThat(eager).isEqualTo(first);
        }
        for (List<ByteBuf> pieces : Cuts.of(bytes)) {
            assertThat(read(pieces, false)).isEqualTo(first);
        }
    }

    /** @param eager whether messages are wanted all the time, or one by one when everything has come */
    private static List<String> read(List<ByteBuf> pieces, boolean eager) {
        Taker taker = new Taker();
        taker.wanted = eager ? Integer.MAX_VALUE : 0;
        GrpcMessageReader reader = new GrpcMessageReader(MOST_BYTES);
        long sent = 0;
        try {
            for (ByteBuf piece : pieces) {
                sent += piece.readableBytes();
                reader.read(piece, taker);
                assertThat(piece.isReadable()).isFalse();
                assertThat(taker.room).isBetween(0L, sent);
            }
            while (!eager && taker.wanted == 0) {
                taker.wanted = 1;
                reader.poll(taker);
                assertThat(taker.room).isBetween(0L, sent);
            }
            assertThat(taker.room).as("room for all that was sent").isEqualTo(sent);
            taker.heard.add("amid " + reader.isMidMessage());
        } catch (ProtocolException e) {
            taker.heard.add(e.violation().name());
        } finally {
            reader.release();
        }
        return taker.heard;
    }

    /** Writes down what comes. */
    private static final class Taker implements GrpcMessageReader.Listener {
        private final List<String> heard = new ArrayList<>();
        private long room;
        private int wanted;

        @Override
        public boolean wantsMessage() {
            return wanted > 0;
        }

        @Override
        public void onMessage(ByteBuf message, boolean compressed) {
            wanted--;
            assertThat(message.readableBytes()).isLessThanOrEqualTo(MOST_BYTES);
            heard.add(compressed + " " + message.toString(ISO_8859_1));
        }

        @Override
        public void onRoom(int bytes) {
            assertThat(bytes).isNotNegative();
            room += bytes;
        }
    }

    @FuzzTest(maxDuration = "1m")
    void webText(byte[] bytes) {
        String first = null;
        for (List<ByteBuf> pieces : Cuts.of(bytes)) {
            String read = webText(pieces);
            first = first == null ? read : first;
            assertThat(read).isEqualTo(first);
        }
    }

    /** What was decoded; for a body that is none only that: how much of it was taken before depends on how it came. */
    private static String webText(List<ByteBuf> pieces) {
        WebTextReader reader = new WebTextReader();
        ByteBuf all = Unpooled.buffer();
        try {
            for (ByteBuf piece : pieces) {
                int before = piece.readableBytes();
                ByteBuf decoded = reader.read(piece);
                assertThat(decoded.readableBytes()).isLessThanOrEqualTo(before + 3);
                all.writeBytes(decoded);
                decoded.release();
            }
        } catch (ProtocolException e) {
            return e.violation().name();
        }
        return all.toString(ISO_8859_1) + reader.isMidQuantum();
    }

    @FuzzTest(maxDuration = "1m")
    void timeout(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        long ns = GrpcTimeout.parseNs(text);
        assertThat(ns).isGreaterThanOrEqualTo(GrpcTimeout.MALFORMED);
        boolean wellFormed = text.length() <= LONGEST_TIMEOUT && text.matches("[0-9]+[HMSmun]");
        assertThat(ns != GrpcTimeout.MALFORMED).isEqualTo(wellFormed);
    }
}
