package io.quotegate.gateway.session;

import java.net.SocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a line for some of the connections that end: who it was, what was spoken, for how long, and why it ended. Nothing
 * in it was said by a client, so that no token, key or cookie can be. Any thread.
 */
public final class AccessLog {
    /** Of no connection. */
    static final AccessLog NONE = new AccessLog(0);

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final double MS_PER_S = TimeUnit.SECONDS.toMillis(1);

    private volatile double part; // orders nothing else

    /**
     * What is known of a connection when it ends.
     *
     * @param tls      the version that was spoken, or none
     * @param openNs   how long it was open
     * @param requests that it made
     */
    record Entry(
            SocketAddress address,
            Protocol protocol,
            String tls,
            DisconnectReason reason,
            long openNs,
            long requests) {}

    /** @param part of all connections that are logged, 0 to 1 */
    public AccessLog(double part) {
        this.part = part;
    }

    /** From now on such a part of all is logged. */
    public void part(double newPart) {
        part = newPart;
    }

    /** Whether one that ends now is to be logged. */
    boolean wantsNext() {
        double wanted = part;
        return wanted > 0 && ThreadLocalRandom.current().nextDouble() < wanted;
    }

    void log(Entry entry) {
        LOG.info(
                "address={} protocol={} tls={} reason={} seconds={} requests={}",
                entry.address(),
                entry.protocol().wireName(),
                entry.tls(),
                entry.reason().wireName(),
                TimeUnit.NANOSECONDS.toMillis(entry.openNs()) / MS_PER_S,
                entry.requests());
    }
}
