package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before a simulated venue and passes on all that is said, but that the venue is simulated. Threads of its own. */
final class UnmarkedVenue implements AutoCloseable {
    private static final byte[] MARK = "x-quotegate-simulated".getBytes(US_ASCII);

    private final int venue;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    UnmarkedVenue(int venue) throws IOException {
        this.venue = venue;
        start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "unmarked-venue");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Socket simulator = new Socket(InetAddress.getLoopbackAddress(), venue);
                open.add(client);
                open.add(simulator);
                start(() -> pass(client, simulator));
                start(() -> pass(simulator, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void pass(Socket from, Socket to) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            int matched = 0;
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                for (int i = 0; i < count; i++) {
                    int lower = Character.toLowerCase(bytes[i]);
                    matched = lower == MARK[matched] ? matched + 1 : lower == MARK[0] ? 1 : 0;
                    if (matched == MARK.length) {
                        bytes[i] = '-';
                        matched = 0;
                    }
                }
                out.write(bytes, 0, count);
            }
        } catch (IOException e) {
            // ended by the one or the other
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
