package io.quotegate.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A blocking socket that sends what a test says, byte for byte, and never waits for ever. One thread. */
public final class RawSocket implements AutoCloseable {
    private static final int TIMEOUT_MS = 60_000; // a busy machine may take its time

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    public RawSocket(InetSocketAddress address) throws IOException {
        this(address, 0);
    }

    /** @param receiveBufferBytes of the kernel, so small that not reading is noticed early; 0 for the usual one */
    public RawSocket(InetSocketAddress address, int receiveBufferBytes) throws IOException {
        socket = new Socket();
        if (receiveBufferBytes > 0) {
            socket.setReceiveBufferSize(receiveBufferBytes);
        }
        socket.connect(address, TIMEOUT_MS);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** What is connected already, as over TLS. */
    public RawSocket(Socket connected) throws IOException {
        socket = connected;
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        out = socket.getOutputStream();
    }

    /** What came and was not read. */
    DataInput in() {
        return in;
    }

    public RawSocket send(String text) throws IOException {
        return send(text.getBytes(UTF_8));
    }

    public RawSocket send(byte[] bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    /** Sends pieces of {@code size} bytes, each in a write of its own. */
    public RawSocket sendChopped(byte[] bytes, int size) throws IOException {
        for (int at = 0; at < bytes.length; at += size) {
            out.write(bytes, at, Math.min(size, bytes.length - at));
        }
        return this;
    }

    public RawSocket sendFrame(String payload) throws IOException {
        return sendFrame(payload.getBytes(UTF_8));
    }

    public RawSocket sendFrame(byte[] payload) throws IOException {
        return send(ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array());
    }

    public byte[] readFrameBytes() throws IOException {
        return readBytes(in.readInt());
    }

    public String readFrame() throws IOException {
        return new String(readFrameBytes(), UTF_8);
    }

    public int readByte() throws IOException {
        return in.readUnsignedByte();
    }

    public byte[] readBytes(int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** Reads up to and including {@code end}. */
    public String readUntil(String end) throws IOException {
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

    public String readLine() throws IOException {
        return readUntil("\n").strip();
    }

    /** Everything until the gateway closes. A reset counts as the end. */
    public String readToEnd() throws IOException {
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

    /** Everything until nothing more comes for {@code silence}, or the other side closes. */
    public byte[] readUntilSilent(Duration silence) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        socket.setSoTimeout((int) silence.toMillis());
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
            }
        } catch (SocketTimeoutException e) {
            // silent
        } finally {
            socket.setSoTimeout(TIMEOUT_MS);
        }
        return read.toByteArray();
    }

    /** Whether nothing comes for {@code duration}; what does come is still to be read. */
    public boolean isSilentFor(Duration duration) throws IOException {
        socket.setSoTimeout((int) duration.toMillis());
        in.mark(1);
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            return true;
        } finally {
            in.reset();
            socket.setSoTimeout(TIMEOUT_MS);
        }
    }

    public void shutdownOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Breaks the connection off: the other side gets a reset. */
    public void drop() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
