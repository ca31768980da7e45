package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.websocket.WebSocketFrames;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A blocking WebSocket client that does nothing of its own accord, so that a test decides what it answers and reads.
 * Its own reading of frames makes it an independent witness. Confined to the test's thread.
 */
final class WebSocketTestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_LIFE = Duration.ofSeconds(30);
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Socket socket;
    private final DataInputStream in;
    private final String status;
    private final long deadlineNs = System.nanoTime() + LONGEST_LIFE.toNanos();

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
        socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\n"
                + "Connection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + KEY
                + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        status = receiveBufferBytes < 0 ? "" : readHead();
    }

    /** Connects and shakes hands. */
    static WebSocketTestClient connect(int port, String path) throws IOException {
        WebSocketTestClient client = attempt(port, path);
        if (!client.isOpen()) {
            throw new IOException("refused: " + client.status);
        }
        return client;
    }

    /** Connects and reads what the handshake is answered with, good or bad. */
    static WebSocketTestClient attempt(int port, String path) throws IOException {
        return new WebSocketTestClient(port, path, 0);
    }

    /** Connects with a receive buffer so small that not reading is noticed early. */
    static WebSocketTestClient connectSmall(int port, String path) throws IOException {
        return new WebSocketTestClient(port, path, 64 * 1024);
    }

    /** Connects and asks for a handshake without waiting for the answer; {@link #readHead} does. */
    static WebSocketTestClient ask(int port, String path) throws IOException {
        return new WebSocketTestClient(port, path, -1);
    }

    /** The first line of the answer to the handshake; empty if the connection was closed instead. */
    String status() {
        return status;
    }

    boolean isOpen() {
        return status.contains(" 101 ");
    }

    /** Reads an HTTP head and gives its first line. */
    String readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(ISO_8859_1).endsWith("\r\n\r\n")) {
            int next;
            try {
                next = in.read();
            } catch (SocketException e) {
                next = -1;
            }
            if (next < 0) {
                return "";
            }
            head.write(next);
        }
        return head.toString(ISO_8859_1).lines().findFirst().orElse("");
    }

    void send(String text) throws IOException {
        send(WebSocketFrames.TEXT, text.getBytes(UTF_8));
    }

    void send(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(WebSocketFrames.FIN | opcode);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            frame.write(0x80 | 126);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        } else {
            frame.write(0x80 | 127);
            frame.write(new byte[4]);
            frame.write(payload.length >>> 24);
            frame.write(payload.length >>> 16);
            frame.write(payload.length >>> 8);
            frame.write(payload.length);
        }
        frame.write(new byte[4]); // a masking key of zeros changes nothing
        frame.write(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    /** The next frame, or what the connection ended with. */
    Frame next() throws IOException {
        if (System.nanoTime() - deadlineNs > 0) {
            throw new AssertionError("not within " + LONGEST_LIFE + " what was expected");
        }
        try {
            int opcode = in.readUnsignedByte() & 0x0F;
            int length = in.readUnsignedByte();
            if (length == 126) {
                length = in.readUnsignedShort();
            } else if (length == 127) {
                length = (int) in.readLong();
            }
            return new Frame(opcode, in.readNBytes(length));
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
        socket.setSoTimeout((int) duration.toMillis());
        in.mark(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            in.reset();
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    /** Reads whole frames until nothing more comes for {@code silence}, and gives what is left: part of a frame, or nothing. */
    byte[] leftAfter(Duration silence) throws IOException {
        ByteArrayOutputStream left = new ByteArrayOutputStream();
        socket.setSoTimeout((int) silence.toMillis());
        try {
            while (true) {
                left.reset();
                left.write(in.readUnsignedByte());
                int length = in.readUnsignedByte();
                left.write(length);
                if (length == 126) {
                    length = in.readUnsignedShort();
                }
                for (int i = 0; i < length; i++) {
                    left.write(in.readUnsignedByte());
                }
            }
        } catch (SocketTimeoutException e) {
            return left.toByteArray();
        } finally {
            socket.setSoTimeout((int) PATIENCE.toMillis());
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
