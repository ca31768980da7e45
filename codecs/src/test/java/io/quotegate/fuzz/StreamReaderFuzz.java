package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.frame.JsonObjectReader;
import io.quotegate.testkit.Cuts;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.Utf8Validator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** Frames and bare JSON objects: however they are cut the same messages come, and none that is too long. */
class StreamReaderFuzz {
    private static final int MOST_BYTES = 64;
    private static final int MOST_DEPTH = 6;

    /** What came of a stream. */
    private record Read(List<String> messages, String end) {}

    @FuzzTest(maxDuration = "1m")
    void frames(byte[] bytes) {
        Read read = everyWay(bytes, () -> new FrameReader(MOST_BYTES, new ByteScratch()));
        assertThat(read).isEqualTo(framesOf(bytes));
    }

    /** The same, read as a book says it. */
    private static Read framesOf(byte[] bytes) {
        List<String> messages = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.remaining() >= FrameReader.HEADER_BYTES) {
            long length = Integer.toUnsignedLong(in.getInt());
            if (length == 0 || length > MOST_BYTES) {
                return new Read(messages, length == 0 ? "MALFORMED" : "TOO_LARGE");
            }
            if (in.remaining() < length) {
                return new Read(messages, "amid true");
            }
            byte[] message = new byte[(int) length];
            in.get(message);
            messages.add(new String(message, ISO_8859_1));
        }
        return new Read(messages, "amid " + in.hasRemaining());
    }

    @FuzzTest(maxDuration = "1m")
    void jsonObjects(byte[] bytes) {
        Read read = everyWay(bytes, () -> new JsonObjectReader(MOST_BYTES, MOST_DEPTH, new ByteScratch()));
        String rest = new String(bytes, ISO_8859_1);
        for (String message : read.messages) {
            assertThat(message).startsWith("{");
            assertThat(Utf8Validator.isValid(message.getBytes(ISO_8859_1), 0, message.length()))
                    .isTrue();
            int at = rest.indexOf(message);
            assertThat(rest.substring(0, at)).as("between objects").isBlank();
            rest = rest.substring(at + message.length());
        }
    }

    private static Read everyWay(byte[] bytes, Supplier<MessageReader> readers) {
        Read first = null;
        for (List<ByteBuf> pieces : Cuts.of(bytes)) {
            Read read = read(pieces, readers.get());
            first = first == null ? read : first;
            assertThat(read).isEqualTo(first);
        }
        return Objects.requireNonNull(first);
    }

    private static Read read(List<ByteBuf> pieces, MessageReader reader) {
        List<String> messages = new ArrayList<>();
        try {
            for (ByteBuf piece : pieces) {
                reader.read(piece, (bytes, from, to) -> {
                    assertThat(to - from).isBetween(1, MOST_BYTES);
                    messages.add(new String(bytes, from, to - from, ISO_8859_1));
                });
                assertThat(piece.isReadable()).isFalse();
            }
        } catch (ProtocolException e) {
            return new Read(messages, e.violation().name());
        }
        return new Read(messages, "amid " + reader.midMessage());
    }
}
