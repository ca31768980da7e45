package io.quotegate.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * A WebSocket client that can break every rule. Written against RFC 6455 and RFC 7692 without any of the gateway's own
 * code, so that it is a second opinion.
 */
final class WebSocketProbe implements AutoCloseable {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final byte[] MASK = {0x12, (byte) 0xAB, 0x00, (byte) 0xF7};

    private final RawSocket socket;
    private final String head;
    private final boolean compressed;
    private final Deflater deflater = new Deflater(6, true);
    private final Inflater inflater = new Inflater(true);

    private int chop = Integer.MAX_VALUE;

    /** A frame from the gateway. */
    record Frame(boolean fin, boolean rsv1, int opcode, byte[] payload) {
        String text() {
            return new String(payload, UTF_8);
        }

        int closeCode() {
            return payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | payload[1] & 0xFF;
        }
    }

    WebSocketProbe(InetSocketAddress address, String path, String... headers) throws IOException {
        socket = new RawSocket(address);
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
        request.append("Upgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n");
        request.append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.send(request.append("\r\n").toString());
        head = socket.readUntil("\r\n\r\n");
        compressed = head.toLowerCase(java.util.Locale.ROOT).contains("permessage-deflate");
    }

    String head() {
        return head;
    }

    boolean isOpen() {
        return head.startsWith("HTTP/1.1 101 ");
    }

    /** From now on everything is sent in pieces of {@code size} bytes. */
    WebSocketProbe chop(int size) {
        chop = size;
        return this;
    }

    WebSocketProbe text(String text) throws IOException {
        return frame(0x80 | TEXT, text.getBytes(UTF_8));
    }

    WebSocketProbe binary(byte[] payload) throws IOException {
        return frame(0x80 | BINARY, payload);
    }

    WebSocketProbe close(int code, String reason) throws IOException {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(code >>> 8);
        payload.write(code);
        payload.writeBytes(reason.getBytes(UTF_8));
        return frame(0x80 | CLOSE, payload.toByteArray());
    }

    /** A masked frame with any first byte. */
    WebSocketProbe frame(int firstByte, byte[] payload) throws IOException {
        return raw(encode(firstByte, payload));
    }

    /** A text message, compressed, in {@code fragments} frames. */
    WebSocketProbe compressedText(byte[] content, boolean contextTakeover, int fragments) throws IOException {
        byte[] deflated = deflate(content, contextTakeover);
        int size = Math.max(1, (deflated.length + fragments - 1) / fragments);
        for (int at = 0; at < deflated.length; at += size) {
            boolean first = at == 0;
            boolean last = at + size >= deflated.length;
            int opcode = (first ? 0x40 | TEXT : CONTINUATION) | (last ? 0x80 : 0);
            frame(opcode, java.util.Arrays.copyOfRange(deflated, at, Math.min(deflated.length, at + size)));
        }
        return this;
    }

    private byte[] deflate(byte[] content, boolean contextTakeover) {
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
        return java.util.Arrays.copyOf(all, all.length - 4);
    }

    WebSocketProbe raw(byte[] bytes) throws IOException {
        if (chop == Integer.MAX_VALUE) {
            socket.send(bytes);
        } else {
            socket.sendChopped(bytes, chop);
        }
        return this;
    }

    static byte[] encode(int firstByte, byte[] payload) {
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

    /** The next frame as it is on the wire. */
    Frame read() throws IOException {
        int first = socket.readByte();
        int second = socket.readByte();
        if ((second & 0x80) != 0) {
            throw new IOException("the gateway masked a frame");
        }
        long length = second & 0x7F;
        if (length == 126) {
            length = socket.readByte() << 8 | socket.readByte();
        } else if (length == 127) {
            length = 0;
            for (int i = 0; i < 8; i++) {
                length = length << 8 | socket.readByte();
            }
        }
        boolean rsv1 = (first & 0x40) != 0;
        byte[] payload = socket.readBytes((int) length);
        if (rsv1 && !compressed) {
            throw new IOException("compressed without an agreement");
        }
        return new Frame((first & 0x80) != 0, rsv1, first & 0x0F, rsv1 ? inflate(payload) : payload);
    }

    private byte[] inflate(byte[] payload) throws IOException {
        inflater.reset(); // the gateway promised server_no_context_takeover
        byte[] whole = java.util.Arrays.copyOf(payload, payload.length + 4);
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
            throw new IOException("the gateway sent damaged compression", e);
        }
        return out.toByteArray();
    }

    /** All frames until the gateway closes the connection. */
    List<Frame> readToEnd() throws IOException {
        List<Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException e) {
            return frames;
        }
    }

    static byte[] latin(String text) {
        return text.getBytes(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        deflater.end();
        inflater.end();
        socket.close();
    }
}
