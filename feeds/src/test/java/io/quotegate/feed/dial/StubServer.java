package io.quotegate.feed.dial;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Takes connections on a free port of this machine, each on a thread of its own. Closing it takes no more. */
public final class StubServer implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getByName("127.0.0.1"));

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Service {
        /** Serves {@code client}, which is closed afterwards; what fails ends it. */
        void serve(Socket client) throws IOException;
    }

    /** What may fail because a connection ends. */
    @FunctionalInterface
    interface Work {
        void run() throws IOException;
    }

    public StubServer(Service service) throws IOException {
        thread(() -> {
            while (true) {
                Socket client = server.accept();
                thread(() -> {
                    try (client) {
                        service.serve(client);
                    }
                });
            }
        });
    }

    static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // closed: that is how it ends
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
