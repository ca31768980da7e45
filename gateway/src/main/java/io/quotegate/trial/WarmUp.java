package io.quotegate.trial;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.app.Gateway;
import io.quotegate.app.LogSetup;
import io.quotegate.concurrent.NamedThreads;
import io.quotegate.config.GatewayConfig;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JIT compiler do its work before the first client comes: runs quotes of simulated venues through a gateway of
 * the same configuration, on a free port of the loopback interface, to a few subscribers, asks it for some, and throws all
 * of it away. At the rates of real venues the compiler would otherwise be busy for minutes, on cores that serve clients.
 */
public final class WarmUp {
    private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final double BUSY = 0.05; // part of a slice in which compiling code is worth waiting for
    private static final int RATE_PER_SECOND = 10_000;
    private static final int SUBSCRIBERS_PER_KIND = 2;
    private static final int REQUESTS = 2_000;
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"]}";

    private WarmUp() {}

    /** Takes {@code most} time, or less if nothing is left to compile. A failure is logged and costs nothing but the warmth. */
    public static void run(GatewayConfig config, Duration most) throws InterruptedException {
        if (most.isZero()) {
            return;
        }
        long startNs = System.nanoTime();
        GatewayConfig trial = config.forTrial();
        try (LogSetup.Hush hush = LogSetup.hush();
                SimulatedVenues venues =
                        SimulatedVenues.start(trial, options -> options.withRatePerSecond(RATE_PER_SECOND));
                Gateway gateway = Gateway.start(venues.in(trial))) {
            List<Socket> subscribers = new ArrayList<>();
            try {
                for (int i = 0; i < SUBSCRIBERS_PER_KIND; i++) {
                    subscribers.add(subscriber(gateway.address(), frame()));
                    subscribers.add(subscriber(gateway.address(), webSocket()));
                    subscribers.add(subscriber(gateway.address(), requests()));
                }
                awaitCompiled(startNs + most.toNanos());
            } finally {
                for (Socket subscriber : subscribers) {
                    subscriber.close();
                }
            }
        } catch (IOException e) {
            LOG.warn("not warmed up: {}", e.getMessage());
        }
    }

    /** Returns when the compiler has had next to nothing to do for a while, or at {@code endNs}. */
    private static void awaitCompiled(long endNs) throws InterruptedException {
        CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
        boolean told = compiler != null && compiler.isCompilationTimeMonitoringSupported();
        long spentMs = 0;
        boolean busy = true;
        while (busy && System.nanoTime() < endNs) {
            TimeUnit.NANOSECONDS.sleep(Math.min(SLICE.toNanos(), Math.max(0, endNs - System.nanoTime())));
            long before = spentMs;
            spentMs = told ? compiler.getTotalCompilationTime() : 0;
            busy = !told || spentMs - before > SLICE.toMillis() * BUSY;
        }
    }

    private static Socket subscriber(InetSocketAddress address, byte[] request) throws IOException {
        Socket socket = new Socket(address.getAddress(), address.getPort());
        socket.getOutputStream().write(request);
        NamedThreads.of("warm-up").newThread(() -> readAll(socket)).start();
        return socket;
    }

    private static void readAll(Socket socket) {
        byte[] buffer = new byte[64 * 1024];
        try {
            while (socket.getInputStream().read(buffer) >= 0) {
                // what it says does not matter
            }
        } catch (IOException e) {
            LOG.debug("subscriber ended: {}", e.getMessage());
        }
    }

    private static byte[] frame() {
        return ByteBuffer.allocate(Integer.BYTES + SUBSCRIBE.length())
                .putInt(SUBSCRIBE.length())
                .put(SUBSCRIBE.getBytes(US_ASCII))
                .array();
    }

    /** Requests one behind another. */
    private static byte[] requests() {
        return "GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(REQUESTS)
                .getBytes(US_ASCII);
    }

    /** The handshake with, right behind it, the request, masked with zeros. */
    private static byte[] webSocket() {
        byte[] handshake =
                ("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                        .getBytes(US_ASCII);
        byte[] header = {(byte) 0x81, (byte) (0x80 | SUBSCRIBE.length()), 0, 0, 0, 0};
        return ByteBuffer.allocate(handshake.length + header.length + SUBSCRIBE.length())
                .put(handshake)
                .put(header)
                .put(SUBSCRIBE.getBytes(US_ASCII))
                .array();
    }
}
