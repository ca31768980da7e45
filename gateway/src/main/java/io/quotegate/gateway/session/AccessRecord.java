package io.quotegate.gateway.session;

import io.netty.channel.Channel;
import io.quotegate.gateway.session.liveness.StreamAge;
import java.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What there is to tell of one connection when it ends: who came, when, and how much was asked. Confined to its event loop. */
final class AccessRecord {
    private static final Logger LOG = LoggerFactory.getLogger(AccessRecord.class);

    private final Channel channel;
    private final long bornNs = System.nanoTime();

    private @Nullable SocketAddress client; // null for whoever is at the other end of the channel
    private long requests;

    AccessRecord(Channel channel) {
        this.channel = channel;
    }

    SocketAddress address() {
        return client == null ? channel.remoteAddress() : client;
    }

    /** From now on it is that of a client at {@code address}. */
    void speaksFor(SocketAddress address) {
        client = address;
    }

    /** Notes a request. */
    void asked() {
        requests++;
    }

    /** Whether it is older than {@code most}; zero is for ever. */
    boolean isOver(long nowNs, Duration most) {
        return StreamAge.isOver(bornNs, nowNs, most);
    }

    /** Tells of it. */
    void end(Protocol protocol, DisconnectReason reason, AccessLog log) {
        LOG.debug("{} {}: {}", protocol.wireName(), address(), reason);
        if (log.wantsNext()) {
            long openNs = System.nanoTime() - bornNs;
            log.log(new AccessLog.Entry(address(), protocol, TlsLayer.version(channel), reason, openNs, requests));
        }
    }
}
