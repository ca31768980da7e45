package io.quotegate.bench.chaos.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.websocket.WebSocketFrames;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A WebSocket whose messages are one frame each, as the gateway's are; its client key and mask are always the same. */
public final class WebSocketCarrier implements Carrier {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int OPCODE = 0x0F;
    private static final int SHORT_LENGTH = 126; // says that two bytes of length follow
    private static final int LONG_LENGTH = 127; // eight bytes
    private static final int CODE_BYTES = 2;

    private final Socket socket;
    private final DataInputStream in;

    public WebSocketCarrier(int port, String path) throws IOException {
        socket = Carrier.connect(port);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";
        try {
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            readHead();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101")) {
            throw new IOException(
                    "refused: " + head.toString().lines().findFirst().orElse(""));
        }
    }

    @Override
    public void send(String text) throws IOException {
        send(WebSocketFrames.TEXT, text.getBytes(UTF_8));
    }

    private void send(int opcode, byte[] payload) throws IOException {
        ByteBuffer frame = ByteBuffer.allocate(payload.length + 8);
        frame.put((byte) (FINAL | opcode));
        if (payload.length < SHORT_LENGTH) {
            frame.put((byte) (MASKED | payload.length));
        } else {
            frame.put((byte) (MASKED | SHORT_LENGTH)).putShort((short) payload.length);
        }
        frame.putInt(0).put(payload); // a mask of zeros changes nothing
        socket.getOutputStream().write(frame.array(), 0, frame.position());
    }

    @Override
    public @Nullable String receive() throws IOException {
        while (true) {
            int opcode;
            try {
                opcode = in.readUnsignedByte() & OPCODE;
            } catch (EOFException e) {
                return null;
            }
            int length = in.readUnsignedByte();
            if (length == SHORT_LENGTH) {
                length = in.readUnsignedShort();
            } else if (length == LONG_LENGTH) {
                length = Math.toIntExact(in.readLong());
            }
            byte[] payload = new byte[length];
            in.readFully(payload);
            switch (opcode) {
                case WebSocketFrames.PING -> send(WebSocketFrames.PONG, payload);
                case WebSocketFrames.CLOSE -> {
                    send(WebSocketFrames.CLOSE, payload);
                    int from = Math.min(CODE_BYTES, length);
                    String reason = new String(payload, from, length - from, UTF_8);
                    return "{\"event\":\"bye\",\"reason\":\"" + reason + "\"}";
                }
                default -> {
                    return new String(payload, UTF_8);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
