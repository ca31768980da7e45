package io.quotegate.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.LeakCheck;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a client may make a connection keep of messages of calls that are not whole. */
@ExtendWith(LeakCheck.class)
class LargeMessagesTest {
    private static final int STREAMS = 100;
    private static final int SENT_EACH = 40_000; // more than half of a stream's window
    private static final int ANNOUNCED = 1_000_000;
    private static final String[] HEAD = Http2Frames.request(
            "POST",
            "/quotegate.v1.ConversionService/ConvertEach",
            "content-type",
            "application/grpc",
            "te",
            "trailers");

    private static byte[] part(int bytes) {
        return ByteBuffer.allocate(5 + bytes).put((byte) 0).putInt(ANNOUNCED).array();
    }

    /** By how much the window of each stream was widened. */
    private static Map<Integer, Integer> windows(String said) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(said.getBytes(ISO_8859_1)));
        Http2Frame.Reader reader = new Http2Frame.Reader(count -> {
            byte[] bytes = new byte[count];
            in.readFully(bytes);
            return bytes;
        });
        Map<Integer, Integer> windows = new HashMap<>();
        try {
            while (true) {
                Http2Frame frame = reader.next();
                if (frame.type() == Http2Frames.WINDOW_UPDATE && frame.stream() > 0) {
                    windows.merge(
                            frame.stream(), ByteBuffer.wrap(frame.payload()).getInt(), Integer::sum);
                }
            }
        } catch (EOFException e) {
            return windows;
        }
    }

    @Test
    void letsOneCallOfAConnectionAtATimeSendMoreThanItsWindow() throws IOException {
        Http2Frames frames = new Http2Frames().preface();
        for (int i = 0; i < STREAMS / 5; i++) { // as many as the window of the connection lets in
            int stream = 2 * i + 1;
            frames.headers(stream, false, HEAD);
            byte[] part = part(SENT_EACH);
            for (int from = 0; from < part.length; from += 16_000) {
                byte[] piece = Arrays.copyOfRange(part, from, Math.min(part.length, from + 16_000));
                frames.frame(Http2Frames.DATA, 0, stream, piece);
            }
        }
        Port.Heard heard = Port.hearWithCalls(List.of(Unpooled.wrappedBuffer(frames.bytes())));
        assertThat(windows(heard.said())).containsOnlyKeys(1);
    }

    @Test
    void letsTheNextOneGoOnWhenOneIsOver() throws IOException {
        Http2Frames frames = new Http2Frames().preface();
        for (int stream = 1; stream <= 5; stream += 2) {
            frames.headers(stream, false, HEAD);
            byte[] part = part(SENT_EACH);
            for (int from = 0; from < part.length; from += 16_000) {
                byte[] piece = Arrays.copyOfRange(part, from, Math.min(part.length, from + 16_000));
                frames.frame(Http2Frames.DATA, 0, stream, piece);
            }
        }
        Http2Frames reset = new Http2Frames().reset(1, 8);
        Port.Heard heard = Port.hearWithCalls(
                List.of(Unpooled.wrappedBuffer(frames.bytes()), Unpooled.wrappedBuffer(reset.bytes())));
        assertThat(windows(heard.said())).containsOnlyKeys(1, 3);
    }
}
