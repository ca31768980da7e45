package io.quotegate.bench.chaos.client;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A connection that carries the JSON operations, blocking. For one thread; any thread may close it. */
public interface Carrier extends AutoCloseable {
    /** Takes this long for nothing to come as the end: the gateway says something every two seconds. */
    int SILENCE_MS = 15_000;

    void send(String text) throws IOException;

    /** The next message, or null where the gateway ended it. */
    @Nullable
    String receive() throws IOException;

    @Override
    void close() throws IOException;

    /** How the end is told, and why. */
    static String bye(String reason) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("event", "bye")
                .put("reason", reason)
                .toString();
    }

    /** A socket to a port of this machine. */
    static Socket connect(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), SILENCE_MS);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_MS);
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }
}
