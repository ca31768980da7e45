package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A client of simulated venues that does nothing of its own accord: a {@link WebSocketProbe} whose end is a value, and
 * which looks for texts. Confined to the test's thread.
 */
final class WebSocketTestClient implements AutoCloseable {
    private static final int SMALL_BYTES = 64 * 1024;
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(100);

    private final RawSocket socket;
    private final WebSocketProbe probe;
    private final long deadlineNs = System.nanoTime() + LONGEST_LIFE.toNanos();

    private String status = "";

    /** What came: a frame, or the end of the connection. */
    record Frame(int opcode, byte[] payload) {
        static final int END = -1;
        static final int RESET = -2;

        String text() {
            return new String(payload, UTF_8);
        }

        boolean isText() {
            return opcode == WebSocketFrames.TEXT;
        }

        boolean isEnd() {
            return opcode < 0;
        }

        int closeCode() {
            return opcode == WebSocketFrames.CLOSE ? (payload[0] & 0xFF) << 8 | payload[1] & 0xFF : -1;
        }

        String closeReason() {
            return new String(payload, 2, payload.length - 2, UTF_8);
        }
    }

    private WebSocketTestClient(int port, String path, int receiveBufferBytes) throws IOException {
        socket = new RawSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), receiveBufferBytes);
        probe = new WebSocketProbe(socket).ask(path);
    }

    /** Connects and shakes hands. */
    static WebSocketTestClient connect(int port, String path) throws IOException {
        return attempt(port, path).opened();
    }

    /** Connects and reads what the handshake is answered with, good or bad. */
    static WebSocketTestClient attempt(int port, String path) throws IOException {
        WebSocketTestClient client = ask(port, path);
        client.readHead();
        return client;
    }

    /** Connects with a receive buffer so small that not reading is noticed early. */
    static WebSocketTestClient connectSmall(int port, String path) throws IOException {
        WebSocketTestClient client = new WebSocketTestClient(port, path, SMALL_BYTES);
        client.readHead();
        return client.opened();
    }

    /** Connects and asks for a handshake without waiting for the answer; {@link #readHead} does. */
    static WebSocketTestClient ask(int port, String path) throws IOException {
        return new WebSocketTestClient(port, path, 0);
    }

    private WebSocketTestClient opened() throws IOException {
        if (!isOpen()) {
            throw new IOException("refused: " + status);
        }
        return this;
    }

    /** The first line of the answer to the handshake; empty if the connection was closed instead. */
    String status() {
        return status;
    }

    boolean isOpen() {
        return probe.isOpen();
    }

    /** Reads an HTTP head and gives its first line. */
    String readHead() throws IOException {
        try {
            status = probe.readHead().lines().findFirst().orElse("");
        } catch (EOFException | SocketException e) {
            status = "";
        }
        return status;
    }

    void send(String text) throws IOException {
        probe.text(text);
    }

    void send(int opcode, byte[] payload) throws IOException {
        probe.frame(WebSocketFrames.FIN | opcode, payload);
    }

    /** The next frame, or what the connection ended with. */
    Frame next() throws IOException {
        if (System.nanoTime() - deadlineNs > 0) {
            throw new AssertionError("not within " + LONGEST_LIFE + " what was expected");
        }
        try {
            WebSocketProbe.Frame frame = probe.read();
            return new Frame(frame.opcode(), frame.payload());
        } catch (EOFException e) {
            return new Frame(Frame.END, new byte[0]);
        } catch (SocketException e) {
            return new Frame(Frame.RESET, new byte[0]);
        }
    }

    /** The next text that {@code wanted} accepts; what comes before it is dropped. */
    String nextText(Predicate<String> wanted) throws IOException {
        for (Frame frame = next(); !frame.isEnd(); frame = next()) {
            if (frame.isText() && wanted.test(frame.text())) {
                return frame.text();
            }
        }
        throw new EOFException("ended before the text that was expected");
    }

    String nextText() throws IOException {
        return nextText(text -> true);
    }

    /** The next {@code count} texts that {@code wanted} accepts. */
    List<String> texts(int count, Predicate<String> wanted) throws IOException {
        List<String> texts = new ArrayList<>(count);
        while (texts.size() < count) {
            texts.add(nextText(wanted));
        }
        return texts;
    }

    /** The frame or end that ends the conversation: a close frame if there is one. */
    Frame nextEnd() throws IOException {
        Frame frame = next();
        while (!frame.isEnd() && frame.opcode() != WebSocketFrames.CLOSE) {
            frame = next();
        }
        return frame;
    }

    /** Whether nothing comes for {@code duration}. */
    boolean isSilentFor(Duration duration) throws IOException {
        return socket.isSilentFor(duration);
    }

    /** Reads whole frames until nothing more comes for {@code silence}, and gives what is left: part of a frame, or nothing. */
    byte[] leftAfter(Duration silence) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(socket.readUntilSilent(silence)));
        try {
            while (true) {
                in.mark(Integer.MAX_VALUE);
                WebSocketProbe.Frame.read(in);
            }
        } catch (EOFException e) {
            in.reset();
            return in.readAllBytes();
        }
    }

    @Override
    public void close() throws IOException {
        probe.close();
    }
}
