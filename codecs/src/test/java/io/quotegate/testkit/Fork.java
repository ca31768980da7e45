package io.quotegate.testkit;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

/** What each of the processes that run tests beside one another has for itself. Any thread. */
public final class Fork {
    private static final int FIRST_PORT = 12_000;
    private static final int PORTS = 20_000; // up to where Linux begins to give ports to whoever asks for any
    private static final int STEP = 613; // processes have numbers that follow one another

    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * STEP % PORTS));

    private Fork() {}

    /** Where this process keeps what others must not find half written; below the module's {@code target}. */
    public static String directory(String name) {
        return "target/" + name + '-' + Integer.getInteger("quotegate.fork", 0);
    }

    /**
     * A port that nobody listens on, for what is told its port, or comes back to it. No system gives it to anybody who
     * asks for any free one, so that it stays free until it is used, and while nobody listens on it for a moment.
     */
    public static int port() throws IOException {
        for (int i = 0; i < PORTS; i++) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            if (isFree(port)) {
                return port;
            }
        }
        throw new IOException("no port is free");
    }

    /** The first of so many ports that follow one another and take no datagrams, likewise. */
    public static int datagramPorts(int count) throws IOException {
        for (int i = 0; i < PORTS; i++) {
            int first = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndAdd(count), PORTS - count);
            if (areFree(first, count)) {
                return first;
            }
        }
        throw new IOException("no " + count + " ports are free");
    }

    private static boolean areFree(int first, int count) {
        for (int port = first; port < first + count; port++) {
            try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
                if (!socket.isBound()) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }
}
