package io.quotegate.bench.chaos.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** Bare JSON, a line for each message; or Server-Sent Events, whose data are such lines and which is sent nothing. */
final class LineCarrier implements Carrier {
    private static final String DATA = "data: ";

    private final Socket socket;
    private final BufferedReader in;
    private final boolean events;

    private LineCarrier(int port, boolean events) throws IOException {
        socket = Carrier.connect(port);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
        this.events = events;
    }

    static LineCarrier bare(int port) throws IOException {
        return new LineCarrier(port, false);
    }

    static LineCarrier events(int port, String mode) throws IOException {
        LineCarrier carrier = new LineCarrier(port, true);
        // Version 1.0: what is streamed has no chunks and ends with the connection.
        String request = "GET /v1/stream?mode=" + mode + " HTTP/1.0\r\nHost: localhost\r\n\r\n";
        carrier.socket.getOutputStream().write(request.getBytes(UTF_8));
        return carrier;
    }

    @Override
    public void send(String text) throws IOException {
        if (!events) {
            socket.getOutputStream().write((text + '\n').getBytes(UTF_8));
        }
    }

    @Override
    public @Nullable String receive() throws IOException {
        String name = "";
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (!events) {
                return line;
            }
            if (line.startsWith("event: bye")) {
                name = "bye";
            } else if (line.startsWith(DATA)) {
                String data = line.substring(DATA.length());
                return name.isEmpty() ? data : Carrier.bye(data);
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
