package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Stands before a simulated venue and passes on all that is said, or all but that the venue is simulated, until it is told
 * to cut a connection. Threads of its own.
 */
final class PassedVenue implements AutoCloseable {
    private static final byte[] MARK = "x-quotegate-simulated".getBytes(US_ASCII);

    private final int venue;
    private final boolean unmarked;
    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Deque<Socket> clients = new ConcurrentLinkedDeque<>();

    private PassedVenue(int venue, boolean unmarked) throws IOException {
        this.venue = venue;
        this.unmarked = unmarked;
        start(this::accept);
    }

    /** Passes on everything. */
    static PassedVenue of(int venue) throws IOException {
        return new PassedVenue(venue, false);
    }

    /** Makes the venue look real. */
    static PassedVenue unmarked(int venue) throws IOException {
        return new PassedVenue(venue, true);
    }

    int port() {
        return server.getLocalPort();
    }

    /** Resets the oldest connection. */
    void cut() throws IOException {
        reset(clients.remove());
    }

    /** Resets all connections that are open. */
    void cutAll() throws IOException {
        for (Socket next = clients.poll(); next != null; next = clients.poll()) {
            try {
                reset(next);
            } catch (SocketException e) {
                next.close(); // the other side was first
            }
        }
    }

    private static void reset(Socket socket) throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "passed-venue");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (!server.isClosed()) {
                Socket client = server.accept();
                Socket simulator = new Socket(InetAddress.getLoopbackAddress(), venue);
                clients.add(client);
                start(() -> pass(client, simulator, false));
                start(() -> pass(simulator, client, unmarked));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void pass(Socket from, Socket to, boolean unmarked) {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[1 << 16];
            int matched = 0;
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                for (int i = 0; unmarked && i < count; i++) {
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
        for (Socket socket : clients) {
            socket.close();
        }
    }
}
