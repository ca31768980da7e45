package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ServedRequest;
import io.quotegate.gateway.session.DisconnectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What comes of one request. It is put off while too much waits for its client, on whatever stream; what comes of its
 * body then is kept, and is no more than the windows let the client send. Confined to its event loop.
 */
final class RequestInput {
    /** Most of a body that is read behind the answer before it is stopped. */
    private static final int MOST_DROPPED_BYTES = 16 * 1024 * 1024;

    /** How long nothing more of such a body may come before it is stopped. */
    private static final long DROPPING_NS = TimeUnit.SECONDS.toNanos(5);

    private final ServerStream stream;
    private final ServedRequest served;
    private final StreamOutput output;
    private final HttpRouter router;
    private final List<ByteBuf> kept = new ArrayList<>(0);
    private @Nullable RequestHead putOff;
    private boolean ended;
    private boolean dropping; // what comes of a body behind the answer
    private int droppedBytes;
    private long droppedNs; // the last of it

    RequestInput(ServerStream stream, ServedRequest served, StreamOutput output, HttpRouter router) {
        this.stream = stream;
        this.served = served;
        this.output = output;
        this.router = router;
    }

    /** Has {@code request} answered, now or when the client takes answers. */
    void begin(RequestHead request, boolean bodyFollows) {
        putOff = request;
        ended = !bodyFollows;
        goOn();
    }

    /** Begins with a request that was put off, if the client takes answers. */
    void goOn() {
        RequestHead request = putOff;
        if (request == null || !stream.takesAnswers()) {
            return;
        }
        putOff = null;
        served.begin(router, request);
        for (ByteBuf piece : kept) {
            onBody(piece);
        }
        release();
        if (ended) {
            onBodyEnd();
        }
    }

    /** A piece of the body came, which stays the caller's. */
    void onBody(ByteBuf piece) {
        if (putOff != null) {
            kept.add(piece.retainedSlice());
        } else if (dropping) {
            drop(piece.readableBytes());
        } else if (output.isFinishing() || !served.onBody(piece)) {
            stream.consumed(piece.readableBytes());
        }
    }

    /** What comes behind an answer that was early: a client that is reset amid sending would not look at it. */
    private void drop(int bytes) {
        droppedBytes += bytes;
        droppedNs = stream.loop().sweeper().nowNs();
        if (droppedBytes > MOST_DROPPED_BYTES) {
            stream.stop();
        } else {
            stream.consumed(bytes);
        }
    }

    void onBodyEnd() {
        ended = true;
        if (putOff == null && output.isOpen()) {
            served.onBodyEnd();
        }
    }

    /**
     * The answer is sent. Whether what may still come is of no harm: nothing comes, or a client sends on that has not read
     * the answer. Reset amid sending, some clients never would (curl 7.88 says error 92).
     */
    boolean onAnswered() {
        DisconnectReason reason = served.reason();
        dropping = !ended && (reason == null || reason == DisconnectReason.TOO_LARGE);
        droppedNs = stream.loop().sweeper().nowNs();
        return ended || dropping;
    }

    /** Whether the client is let send what nobody looks at. */
    boolean isDropping() {
        return dropping;
    }

    /** Whether nothing more of that comes. */
    boolean isSilent(long nowNs) {
        return nowNs - droppedNs > DROPPING_NS;
    }

    boolean isPutOff() {
        return putOff != null;
    }

    /** Throws away what was kept. */
    void release() {
        kept.forEach(ByteBuf::release);
        kept.clear();
    }
}
