package io.quotegate.bench.chaos.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Length-prefixed frames. */
final class FrameCarrier implements Carrier {
    private final Socket socket;
    private final DataInputStream in;

    FrameCarrier(int port) throws IOException {
        socket = Carrier.connect(port);
        in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    @Override
    public void send(String text) throws IOException {
        byte[] payload = text.getBytes(UTF_8);
        ByteBuffer frame = ByteBuffer.allocate(Integer.BYTES + payload.length);
        socket.getOutputStream().write(frame.putInt(payload.length).put(payload).array());
    }

    @Override
    public @Nullable String receive() throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException e) {
            return null;
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new String(payload, UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
