package io.quotegate.bench.chaos.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A WebSocket whose messages are one frame each, as the gateway's are. */
public final class WebSocketCarrier implements Carrier {
    private static final int FINAL = 0x80;
    private static final int CODE_BYTES = 2;

    private final WebSocketProbe probe;

    public WebSocketCarrier(int port, String path) throws IOException {
        probe = new WebSocketProbe(new RawSocket(Carrier.connect(port)));
        try {
            String head = probe.ask(path).readHead();
            if (!probe.isOpen()) {
                throw new IOException("refused: " + head.lines().findFirst().orElse(""));
            }
        } catch (IOException e) {
            probe.close();
            throw e;
        }
    }

    @Override
    public void send(String text) throws IOException {
        probe.text(text);
    }

    @Override
    public @Nullable String receive() throws IOException {
        while (true) {
            WebSocketProbe.Frame frame;
            try {
                frame = probe.read();
            } catch (EOFException e) {
                return null;
            }
            switch (frame.opcode()) {
                case WebSocketProbe.PING -> probe.frame(FINAL | WebSocketProbe.PONG, frame.payload());
                case WebSocketProbe.CLOSE -> {
                    probe.frame(FINAL | WebSocketProbe.CLOSE, frame.payload());
                    int from = Math.min(CODE_BYTES, frame.payload().length);
                    String reason = new String(frame.payload(), from, frame.payload().length - from, UTF_8);
                    return Carrier.bye(reason);
                }
                default -> {
                    return frame.text();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        probe.close();
    }
}
