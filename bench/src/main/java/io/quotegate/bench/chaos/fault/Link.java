package io.quotegate.bench.chaos.fault;

import io.quotegate.concurrent.NamedThreads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy between two processes, whose connections can be made to fail. Two threads a connection; any thread may
 * make it fail.
 */
public final class Link implements AutoCloseable {
    private static final int CONNECT_MS = 3_000;

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Toward gateway;
    private final Set<LinkedConnection> connections = ConcurrentHashMap.newKeySet();

    private int upstreamPort; // 0 while nothing is there; guarded by this
    private @Nullable Fault fault; // guarded by this
    private boolean closed; // guarded by this

    /** On which side of a link the gateway is. */
    public enum Toward {
        /** Where connections come from. */
        OPENER,
        /** Where connections go to. */
        UPSTREAM
    }

    /** @param gateway on which side it is: bytes are damaged on their way to it */
    public Link(String name, Toward gateway) throws IOException {
        this.gateway = gateway;
        NamedThreads.of(name + "-link").newThread(this::accept).start();
    }

    /** Where it takes connections. */
    public int port() {
        return server.getLocalPort();
    }

    /** From now on new connections lead to {@code port}; 0 closes them at once. */
    public synchronized void lead(int port) {
        upstreamPort = port;
    }

    /** From now on it fails so. */
    public void begin(Fault newFault) {
        synchronized (this) {
            fault = newFault;
            notifyAll();
        }
        if (ends(newFault)) {
            end(newFault);
        }
    }

    /** It is whole again. */
    public void heal() {
        Fault old;
        synchronized (this) {
            old = fault;
            fault = null;
            notifyAll();
        }
        if (old != null && old.kind() == FaultKind.HALF_OPEN) {
            end(old); // bytes are missing: nothing may follow them
        }
    }

    /** What it suffers now, once it is not frozen. */
    synchronized @Nullable Fault awaitThaw() throws InterruptedException {
        while (fault != null && fault.kind() == FaultKind.FREEZE && !closed) {
            wait();
        }
        return fault;
    }

    /** What it suffers now. */
    synchronized @Nullable Fault fault() {
        return fault;
    }

    private void end(Fault why) {
        connections.forEach(connection -> connection.end(why.kind() != FaultKind.CUT));
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                take(server.accept());
            } catch (IOException e) {
                // Closed, or out of descriptors for a moment: the next accept tells.
            }
        }
    }

    private void take(Socket opener) throws IOException {
        Fault now = fault();
        int port = upstreamPort();
        if (port == 0 || ends(now)) {
            LinkedConnection.close(opener, now != null && now.kind() == FaultKind.RESET);
            return;
        }
        Socket upstream = new Socket();
        try {
            upstream.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MS);
        } catch (IOException e) {
            LinkedConnection.close(opener, false);
            LinkedConnection.close(upstream, false);
            return;
        }
        LinkedConnection connection = new LinkedConnection(this, opener, upstream, connections::remove);
        connections.add(connection);
        connection.start(gateway);
        Fault meanwhile = fault();
        if (meanwhile != null && ends(meanwhile)) { // what began while it connected did not see it
            connection.end(meanwhile.kind() != FaultKind.CUT);
        }
    }

    private static boolean ends(@Nullable Fault fault) {
        return fault != null && (fault.kind() == FaultKind.CUT || fault.kind() == FaultKind.RESET);
    }

    private synchronized int upstreamPort() {
        return upstreamPort;
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (this) {
            closed = true;
            fault = null;
            notifyAll();
        }
        List<LinkedConnection> left = new ArrayList<>(connections);
        left.forEach(connection -> connection.end(false));
    }
}
