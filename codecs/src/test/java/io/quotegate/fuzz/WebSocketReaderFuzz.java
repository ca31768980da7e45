package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.netty.buffer.ByteBuf;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.websocket.DeflateOffer;
import io.quotegate.codec.websocket.MessageInflater;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.testkit.Cuts;
import io.quotegate.text.ByteScratch;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WebSocket on either side, compressed and not: however it is cut the same is heard, text is text, nothing too long. */
class WebSocketReaderFuzz {
    private static final int MOST_BYTES = 1_000;

    @FuzzTest(maxDuration = "1m")
    void messages(byte[] bytes) {
        for (WebSocketReader.Role role : WebSocketReader.Role.values()) {
            everyWay(bytes, role, false);
            everyWay(bytes, role, true);
        }
    }

    @FuzzTest(maxDuration = "1m")
    void deflateOffer(byte[] bytes) {
        DeflateOffer offer = DeflateOffer.accept(new String(bytes, ISO_8859_1), DeflateOffer.ServerContext.TAKEN_OVER);
        if (offer != null) {
            assertThat(offer.serverWindowBits()).isBetween(8, 15);
            assertThat(offer.response()).matches("[a-z_; -]+(server_max_window_bits=[0-9]+)?");
        }
    }

    private static void everyWay(byte[] bytes, WebSocketReader.Role role, boolean deflate) {
        List<String> first = null;
        for (List<ByteBuf> pieces : Cuts.of(bytes)) {
            Heard heard = new Heard();
            heard.read(pieces, role, deflate ? MessageInflater.withContextTakeover() : null);
            first = first == null ? heard.all : first;
            assertThat(heard.all).isEqualTo(first);
        }
    }

    /** Writes down what is heard. */
    private static final class Heard implements WebSocketListener {
        private final List<String> all = new ArrayList<>();

        void read(List<ByteBuf> pieces, WebSocketReader.Role role, @Nullable MessageInflater inflater) {
            WebSocketReader reader = new WebSocketReader(role, MOST_BYTES, new ByteScratch(), inflater);
            try {
                for (ByteBuf piece : pieces) {
                    reader.read(piece, this);
                    assertThat(piece.isReadable()).isFalse();
                }
                all.add("amid " + reader.midMessage());
            } catch (ProtocolException e) {
                all.add(e.violation().name());
            } finally {
                reader.close();
            }
        }

        private void add(String what, byte[] bytes, int from, int to, int most) {
            assertThat(to - from).isBetween(0, most);
            all.add(what + new String(bytes, from, to - from, ISO_8859_1));
        }

        @Override
        public void onText(byte[] bytes, int from, int to) {
            try {
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
            } catch (CharacterCodingException e) {
                throw new AssertionError("text that is not UTF-8", e);
            }
            add("text ", bytes, from, to, MOST_BYTES);
        }

        @Override
        public void onBinary(byte[] bytes, int from, int to) {
            add("binary ", bytes, from, to, MOST_BYTES);
        }

        @Override
        public void onPing(byte[] bytes, int from, int to) {
            add("ping ", bytes, from, to, 125);
        }

        @Override
        public void onPong() {
            throw new AssertionError("a pong without its payload");
        }

        @Override
        public void onPong(byte[] bytes, int from, int to) {
            add("pong ", bytes, from, to, 125);
        }

        @Override
        public void onClose(int code) {
            all.add("close " + code);
        }
    }
}
