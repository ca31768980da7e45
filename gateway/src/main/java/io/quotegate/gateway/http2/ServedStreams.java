package io.quotegate.gateway.http2;

import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.quotegate.gateway.http.ServedRequest;
import io.quotegate.gateway.session.DisconnectReason;
import java.util.function.Consumer;

/**
 * The streams of one connection that are being served, all at once. Confined to its event loop.
 *
 * @param key the property of a stream that is its {@link ServerStream}
 */
record ServedStreams(Http2Connection http2, Http2Connection.PropertyKey key) {
    /** Whether there is none. */
    boolean isEmpty() {
        return http2.numActiveStreams() == 0;
    }

    void onTime(long nowNs) {
        forEach(stream -> stream.onTime(nowNs));
    }

    /** Whether any pushes and has no end of its own. */
    boolean last() {
        boolean[] any = {false};
        forEach(stream -> any[0] |= stream.served().lasts());
        return any[0];
    }

    /** Ends all for {@code reason}. */
    void end(DisconnectReason reason) {
        forEach(stream -> stream.end(reason));
    }

    /** Ends those for {@code reason} that are not soon done by themselves; for age only those that have no end at all. */
    void endUnlessDraining(DisconnectReason reason) {
        forEach(stream -> {
            ServedRequest served = stream.served();
            if (reason == DisconnectReason.STREAM_AGE ? served.lasts() : !served.drains()) {
                stream.end(reason);
            }
        });
    }

    /** Ends those for {@code reason} that a client which can say nothing more need not wait for. */
    void endUnlessOwed(DisconnectReason reason) {
        forEach(stream -> {
            if (!stream.owes()) {
                stream.end(reason);
            }
        });
    }

    /** Whether on one of them the client is only pushed the newest of something. */
    boolean haveConflated() {
        boolean[] found = {false};
        forEach(stream -> found[0] |= stream.served().isConflated());
        return found[0];
    }

    private void forEach(Consumer<ServerStream> action) {
        try {
            http2.forEachActiveStream(stream -> {
                ServerStream served = stream.getProperty(key);
                if (served != null) {
                    action.accept(served);
                }
                return true;
            });
        } catch (Http2Exception e) {
            throw new IllegalStateException("streams", e);
        }
    }
}
