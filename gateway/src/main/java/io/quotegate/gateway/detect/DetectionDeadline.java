package io.quotegate.gateway.detect;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.ProtocolSession;
import java.time.Duration;

/**
 * How long a client may take until it is known what it speaks: for saying enough to be recognised, and again for a PROXY
 * header before and for shaking hands between. Nothing can be said to it meanwhile. Confined to its event loop.
 */
final class DetectionDeadline implements ProtocolSession {
    private static final long LIMIT_NS = Duration.ofSeconds(5).toNanos();

    private final Connection connection;

    private long sinceNs;

    DetectionDeadline(Connection connection) {
        this.connection = connection;
    }

    /** From now on it is the client's turn. */
    void begin() {
        sinceNs = System.nanoTime();
        connection.speak(Protocol.UNKNOWN, this);
    }

    @Override
    public void onTime(long nowNs) {
        if (nowNs - sinceNs >= LIMIT_NS) {
            connection.end(DisconnectReason.DETECTION_TIMEOUT);
        }
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void stopReading() {} // each handler throws away what still comes
}
