package io.quotegate.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.text.ByteScratch;
import java.util.ArrayList;
import java.util.List;

/** Writes down what one end of a WebSocket without a socket has sent, a line for each message. */
public final class HeardFrames implements WebSocketListener {
    private static final int MAX_BYTES = 1024 * 1024;

    private final WebSocketReader reader;
    private final List<String> lines = new ArrayList<>();

    /** @param role of the end that reads */
    public HeardFrames(WebSocketReader.Role role) {
        reader = new WebSocketReader(role, MAX_BYTES, new ByteScratch(), null);
    }

    /** What was sent through {@code channel} since the last call. */
    public List<String> of(EmbeddedChannel channel) {
        channel.runPendingTasks();
        for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
            reader.read(out, this);
            out.release();
        }
        List<String> all = List.copyOf(lines);
        lines.clear();
        return all;
    }

    public void close() {
        reader.close();
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        lines.add(text(bytes, from, to));
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        lines.add("[binary]");
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        lines.add("[ping " + text(bytes, from, to) + ']');
    }

    @Override
    public void onPong() {
        // The form with a payload is what is called.
    }

    @Override
    public void onPong(byte[] bytes, int from, int to) {
        lines.add("[pong " + text(bytes, from, to) + ']');
    }

    @Override
    public void onClose(int code) {
        lines.add("[close " + code + ']');
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, UTF_8);
    }
}
