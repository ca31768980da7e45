package io.quotegate.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A blocking WebSocket client that can break every rule and does nothing of its own accord, so that a test decides what
 * is sent and answered. Written against RFC 6455 and RFC 7692 without any of the product's own code, so that it is a
 * second opinion. One thread.
 */
public final class WebSocketProbe implements AutoCloseable {
    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final byte[] MASK = {0x12, (byte) 0xAB, 0x00, (byte) 0xF7};

    private final RawSocket socket;
    private final Deflater deflater = new Deflater(6, true);
    private final Inflater inflater = new Inflater(true);

    private String head = "";
    private boolean compressed;
    private long takenBytes;
    private boolean eachByItself; // what is compressed refers to no other message
    private int chop = Integer.MAX_VALUE;

    /** A frame from the server. */
    public record Frame(boolean fin, boolean rsv1, int opcode, byte[] payload) {
        /** The next frame as it is on the wire. */
        public static Frame read(DataInput in) throws IOException {
            int first = in.readUnsignedByte();
            int second = in.readUnsignedByte();
            if ((second & 0x80) != 0) {
                throw new IOException("the server masked a frame");
            }
            long length = second == 126 ? in.readUnsignedShort() : second == 127 ? in.readLong() : second;
            byte[] payload = new byte[Math.toIntExact(length)];
            in.readFully(payload);
            return new Frame((first & FIN) != 0, (first & RSV1) != 0, first & 0x0F, payload);
        }

        public String text() {
            return new String(payload, UTF_8);
        }

        /** Of a close frame; 0 if it has none. */
        public int closeCode() {
            return payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    /** Connects, asks for {@code path} and reads what the handshake is answered with, good or bad. */
    public WebSocketProbe(InetSocketAddress address, String path, String... headers) throws IOException {
        this(new RawSocket(address));
        ask(path, headers).readHead();
    }

    /** On a socket of its own, where nothing was said yet. */
    public WebSocketProbe(RawSocket socket) {
        this.socket = socket;
    }

    /** Asks for a handshake, and does not wait for its answer. */
    public WebSocketProbe ask(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        request.append("Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.send(request.append("\r\n").toString());
        return this;
    }

    /** Reads what the handshake is answered with, and gives it. */
    public String readHead() throws IOException {
        head = socket.readUntil("\r\n\r\n");
        compressed = head.toLowerCase(Locale.ROOT).contains("permessage-deflate");
        eachByItself = head.toLowerCase(Locale.ROOT).contains("server_no_context_takeover");
        return head;
    }

    /** What the handshake was answered with. */
    public String head() {
        return head;
    }

    public boolean isOpen() {
        return head.startsWith("HTTP/1.1 101 ");
    }

    /** Bytes of the payloads that were read, as they came. */
    public long takenBytes() {
        return takenBytes;
    }

    /** From now on everything is sent in pieces of {@code size} bytes. */
    public WebSocketProbe chop(int size) {
        chop = size;
        return this;
    }

    public WebSocketProbe text(String text) throws IOException {
        return frame(FIN | TEXT, text.getBytes(UTF_8));
    }

    public WebSocketProbe binary(byte[] payload) throws IOException {
        return frame(FIN | BINARY, payload);
    }

    public WebSocketProbe close(int code, String reason) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >>> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(UTF_8));
        return frame(FIN | CLOSE, payload.toByteArray());
    }

    /** Sends a masked frame with any first byte. */
    public WebSocketProbe frame(int firstByte, byte[] payload) throws IOException {
        return raw(encode(firstByte, payload));
    }

    /** A text message, compressed, in {@code fragments} frames. */
    public WebSocketProbe compressedText(byte[] content, boolean contextTakeover, int fragments) throws IOException {
        byte[] deflated = deflate(content, contextTakeover);
        int size = Math.max(1, (deflated.length + fragments - 1) / fragments);
        for (int at = 0; at < deflated.length; at += size) {
            boolean first = at == 0;
            boolean last = at + size >= deflated.length;
            int opcode = (first ? RSV1 | TEXT : CONTINUATION) | (last ? FIN : 0);
            frame(opcode, Arrays.copyOfRange(deflated, at, Math.min(deflated.length, at + size)));
        }
        return this;
    }

    /** {@code content} as the payload of a compressed message. */
    public byte[] deflate(byte[] content, boolean contextTakeover) {
        if (!contextTakeover) {
            deflater.reset();
        }
        deflater.setInput(content);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        int count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        while (count > 0) {
            out.write(chunk, 0, count);
            count = deflater.deflate(chunk, 0, chunk.length, Deflater.SYNC_FLUSH);
        }
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 4);
    }

    public WebSocketProbe raw(byte[] bytes) throws IOException {
        if (chop == Integer.MAX_VALUE) {
            socket.send(bytes);
        } else {
            socket.sendChopped(bytes, chop);
        }
        return this;
    }

    /** A masked frame with any first byte. */
    public static byte[] encode(int firstByte, byte[] payload) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(firstByte);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65536) {
            out.write(0x80 | 126);
            out.write(payload.length >>> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) ((long) payload.length >>> shift));
            }
        }
        out.writeBytes(MASK);
        byte[] masked = payload.clone();
        for (int i = 0; i < masked.length; i++) {
            masked[i] ^= MASK[i & 3];
        }
        out.writeBytes(masked);
        return out.toByteArray();
    }

    /** The next frame, inflated if it has to be. */
    public Frame read() throws IOException {
        Frame frame = Frame.read(socket.in());
        takenBytes += frame.payload().length;
        if (!frame.rsv1()) {
            return frame;
        }
        if (!compressed) {
            throw new IOException("compressed without an agreement, behind " + head);
        }
        return new Frame(frame.fin(), true, frame.opcode(), inflate(frame.payload()));
    }

    /**
     * The next message as a client does it that keeps the rules: put together, and pings answered meanwhile.
     *
     * @throws EOFException if the server closes instead
     */
    public byte[] readMessage() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            Frame frame = read();
            if (frame.opcode() == PING) {
                frame(FIN | PONG, frame.payload());
            } else if (frame.opcode() == CLOSE) {
                throw new EOFException("closed: " + frame.closeCode());
            } else if (frame.opcode() != PONG) {
                message.writeBytes(frame.payload());
                if (frame.fin()) {
                    return message.toByteArray();
                }
            }
        }
    }

    private byte[] inflate(byte[] payload) throws IOException {
        if (eachByItself) {
            inflater.reset();
        }
        byte[] whole = Arrays.copyOf(payload, payload.length + 4);
        whole[whole.length - 2] = (byte) 0xFF;
        whole[whole.length - 1] = (byte) 0xFF;
        inflater.setInput(whole);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        try {
            for (int count = inflater.inflate(chunk); count > 0; count = inflater.inflate(chunk)) {
                out.write(chunk, 0, count);
            }
        } catch (DataFormatException e) {
            throw new IOException("the server sent damaged compression", e);
        }
        return out.toByteArray();
    }

    /** All frames until the server closes the connection. */
    public List<Frame> readToEnd() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException e) {
            return frames;
        }
    }

    public static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        inflater.end();
        socket.close();
    }
}
