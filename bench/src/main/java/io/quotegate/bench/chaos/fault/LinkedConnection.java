package io.quotegate.bench.chaos.fault;

import io.quotegate.concurrent.NamedThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection through a {@link Link}: a thread for each direction; any thread may end it. */
final class LinkedConnection {
    private static final int READ_BYTES = 16 * 1024;
    private static final int SLOW_BYTES = 512;
    private static final int SLOW_EVERY_MS = 50;
    private static final int MOST_DELAY_MS = 400;
    private static final byte DAMAGE = (byte) 0xFF; // in no text of UTF-8

    private final Link link;
    private final Socket opener;
    private final Socket upstream;
    private final Consumer<LinkedConnection> onEnd;
    private final AtomicInteger directions = new AtomicInteger(2);

    LinkedConnection(Link link, Socket opener, Socket upstream, Consumer<LinkedConnection> onEnd) {
        this.link = link;
        this.opener = opener;
        this.upstream = upstream;
        this.onEnd = onEnd;
    }

    void start(Link.Toward gateway) throws IOException {
        opener.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        NamedThreads.of("link-up")
                .newThread(() -> carry(opener, upstream, gateway == Link.Toward.UPSTREAM))
                .start();
        NamedThreads.of("link-down")
                .newThread(() -> carry(upstream, opener, gateway == Link.Toward.OPENER))
                .start();
    }

    private void carry(Socket from, Socket to, boolean towardGateway) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] bytes = new byte[READ_BYTES];
            boolean lost = false;
            while (true) {
                Fault before = link.awaitThaw();
                int length = in.read(bytes, 0, is(before, FaultKind.SLOW) ? SLOW_BYTES : bytes.length);
                Fault now = link.awaitThaw();
                if (is(now, FaultKind.HALF_OPEN)) {
                    if (length < 0) {
                        return; // the other side is not told; healing ends it
                    }
                    lost = true;
                    continue;
                }
                if (lost) { // nothing may follow where bytes are missing
                    end(true);
                    return;
                }
                if (length < 0) {
                    to.shutdownOutput();
                    return;
                }
                suffer(now, bytes, length, towardGateway);
                out.write(bytes, 0, length);
            }
        } catch (IOException e) {
            end(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (directions.decrementAndGet() == 0) {
                end(false);
            }
        }
    }

    private static void suffer(@Nullable Fault fault, byte[] bytes, int length, boolean towardGateway)
            throws InterruptedException {
        if (fault == null) {
            return;
        }
        switch (fault.kind()) {
            case DELAY -> TimeUnit.MILLISECONDS.sleep(1 + fault.choice() % MOST_DELAY_MS);
            case SLOW -> TimeUnit.MILLISECONDS.sleep(SLOW_EVERY_MS);
            case CORRUPT -> {
                if (towardGateway) {
                    bytes[fault.choice() % length] = DAMAGE;
                }
            }
            default -> {
                // Ends connections, or is none of a link.
            }
        }
    }

    private static boolean is(@Nullable Fault fault, FaultKind kind) {
        return fault != null && fault.kind() == kind;
    }

    /** Closes both sides, which ends its threads. */
    void end(boolean reset) {
        close(opener, reset);
        close(upstream, reset);
        onEnd.accept(this);
    }

    static void close(Socket socket, boolean reset) {
        try {
            if (reset) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It is closed.
        }
    }
}
