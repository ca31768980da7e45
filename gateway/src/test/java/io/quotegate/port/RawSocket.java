package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;

/** A blocking socket that sends what a test says, byte for byte, and never waits for ever. */
final class RawSocket implements AutoCloseable {
    private static final int TIMEOUT_MS = 15_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final OutputStream out;

    RawSocket(InetSocketAddress address) throws IOException {
        socket.connect(address, TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    RawSocket send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    RawSocket send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** Sends pieces of {@code size} bytes, each in a write of its own. */
    RawSocket sendChopped(byte[] bytes, int size) throws IOException {
        for (int at = 0; at < bytes.length; at += size) {
            out.write(bytes, at, Math.min(size, bytes.length - at));
        }
        return this;
    }

    RawSocket sendFrame(String payload) throws IOException {
        byte[] bytes = payload.getBytes(UTF_8);
        return sendFrame(bytes);
    }

    RawSocket sendFrame(byte[] payload) throws IOException {
        byte[] frame = new byte[4 + payload.length];
        frame[0] = (byte) (payload.length >>> 24);
        frame[1] = (byte) (payload.length >>> 16);
        frame[2] = (byte) (payload.length >>> 8);
        frame[3] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 4, payload.length);
        return send(frame);
    }

    byte[] readFrameBytes() throws IOException {
        return in.readNBytes(in.readInt());
    }

    String readFrame() throws IOException {
        return new String(readFrameBytes(), UTF_8);
    }

    int readByte() throws IOException {
        return in.readUnsignedByte();
    }

    byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** Reads up to and including {@code end}. */
    String readUntil(String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] wanted = end.getBytes(UTF_8);
        int matched = 0;
        while (matched < wanted.length) {
            int next = in.readUnsignedByte();
            read.write(next);
            matched = next == wanted[matched] ? matched + 1 : next == wanted[0] ? 1 : 0;
        }
        return read.toString(UTF_8);
    }

    String readLine() throws IOException {
        return readUntil("\n").strip();
    }

    /** Everything until the gateway closes. A reset counts as the end. */
    String readToEnd() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
        } catch (SocketException e) {
            read.write("<reset>".getBytes(UTF_8));
        }
        return read.toString(UTF_8);
    }

    void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection off: the other side gets a reset. */
    void drop() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
