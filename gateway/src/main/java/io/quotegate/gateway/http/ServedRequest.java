package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What both versions of HTTP do alike with one request: have it routed, tell its listener what happens, count what it
 * speaks, and see to it that it does not end without an answer. Confined to its event loop.
 */
public final class ServedRequest {
    private final HttpStream stream;

    private HttpFields sharing = HttpFields.NONE; // with the page that asks
    private @Nullable Caller caller; // null until it is routed
    private @Nullable StreamListener listener; // null until it is routed
    private @Nullable Protocol protocol; // it counts as a connection of
    private @Nullable String operation; // of ours that is asked for
    private long sinceNs;
    private @Nullable DisconnectReason reason; // for which we end it
    private long endingSinceNs;
    private boolean answered; // the answer was begun
    private boolean closed;
    private boolean complete;

    public ServedRequest(HttpStream stream) {
        this.stream = stream;
    }

    /** Who asks. */
    public Caller caller() {
        return caller == null ? stream.connection().callers().own() : caller;
    }

    // What comes

    /** Has {@code head} routed. */
    public void begin(HttpRouter router, RequestHead head) {
        sinceNs = System.nanoTime();
        sharing = router.sharing(head);
        Callers callers = stream.connection().callers();
        caller = callers.of(callers.areFree() ? null : head.token());
        try {
            StreamListener found = router.open(stream, head, this::asks);
            listener = found;
            if (closed) {
                found.onClosed(complete);
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Tells of a piece of the body, which stays the caller's; false if there is nobody to tell. */
    public boolean onBody(ByteBuf piece) {
        if (listener == null) {
            return false;
        }
        try {
            listener.onBody(piece);
        } catch (RuntimeException e) {
            fail(e);
        }
        return true;
    }

    public void onBodyEnd() {
        if (listener != null) {
            try {
                listener.onBodyEnd();
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    private void fail(RuntimeException e) {
        stream.count(e);
        breakOff(DisconnectReason.INTERNAL_ERROR);
    }

    /** What {@link HttpStream#breakOff} does. */
    public void breakOff(DisconnectReason because) {
        if (closed) {
            return;
        }
        if (answered || reason != null) {
            stream.cancel(because);
        } else {
            stream.end(because, Unpooled.EMPTY_BUFFER);
        }
    }

    public void onWritable() {
        if (listener != null) {
            listener.onWritable();
        }
    }

    public void onTime(long nowNs) {
        if (caller != null && caller.isRevoked()) {
            stream.end(DisconnectReason.UNAUTHENTICATED);
            return;
        }
        stream.connection().callers().vouch(caller());
        if (listener != null) {
            listener.onTime(nowNs);
        }
    }

    /** Whether it will soon be done by itself. */
    public boolean drains() {
        return listener != null && listener.drains();
    }

    /** Whether it pushes, has no end of its own, and owes nothing. */
    public boolean lasts() {
        return listener != null && !listener.drains() && !listener.owes();
    }

    /** Whether a client that can say nothing more is still to wait for it. */
    public boolean owes() {
        return listener != null && listener.owes();
    }

    /** Whether its client is only pushed the newest of something, and so may take nothing for long. */
    public boolean isConflated() {
        return listener != null && listener.isConflated();
    }

    /** What {@link AnswerListener#messageBytes} says. */
    public int messageBytes(ByteBuf written, int at) {
        return (listener == null ? AnswerListener.NONE : listener).messageBytes(written, at);
    }

    /** It is over, whoever ended it; {@code isComplete} if the whole answer was sent. */
    public void closed(boolean isComplete) {
        if (closed) {
            return;
        }
        closed = true;
        complete = isComplete;
        if (protocol != null) {
            DisconnectReason known = complete ? DisconnectReason.COMPLETED : DisconnectReason.CLIENT_CLOSED;
            stream.loop().metrics().ended(protocol, reason == null ? known : reason);
        }
        if (listener != null) {
            listener.onClosed(complete);
        }
    }

    // What goes

    /** From its head on, the time until the answer was begun is counted as one of {@code asked}, which is one of few. */
    private void asks(String asked) {
        operation = asked;
    }

    /** Counts it as a connection of {@code spoken} by itself. */
    public void count(Protocol spoken) {
        protocol = spoken;
        stream.loop().metrics().opened(spoken);
    }

    /** The answer is begun; false if it was before. */
    public boolean answer() {
        boolean first = !answered;
        answered = true;
        if (first && operation != null) {
            stream.loop().metrics().requestTimes.record(operation, System.nanoTime() - sinceNs);
        }
        return first;
    }

    /** {@code head} as it goes out. */
    public ResponseHead shared(ResponseHead head) {
        return sharing == HttpFields.NONE
                ? head
                : new ResponseHead(
                        head.status(),
                        HttpFields.builder(head.fields().count() + sharing.count())
                                .addAll(head.fields())
                                .addAll(sharing)
                                .build());
    }

    /** Why we end it; null if we do not. */
    public @Nullable DisconnectReason reason() {
        return reason;
    }

    /** Notes for which {@code because} it ends. The first one stands. */
    public void ending(DisconnectReason because) {
        if (reason == null) {
            reason = because;
            endingSinceNs = stream.loop().sweeper().nowNs();
        }
    }

    /** Whether the client had long enough to read why it ends. */
    public boolean isOverdue(long nowNs) {
        return reason != null && nowNs - endingSinceNs > reason.farewellNs();
    }

    /** Ends it for {@code because}: what the listener has still to say of that, to be sent. */
    public ByteBuf end(DisconnectReason because) {
        ending(because);
        return end(because, listener == null ? Unpooled.EMPTY_BUFFER : listener.farewell(because));
    }

    /** The same with {@code words} in place of the listener's. */
    public ByteBuf end(DisconnectReason because, ByteBuf words) {
        ending(because);
        if (listener != null) {
            listener.onEnding();
        }
        if (answered || closed) {
            return words;
        }
        words.release();
        HttpProblem.of(because, stream.loop().limits()).send(stream);
        return Unpooled.EMPTY_BUFFER;
    }
}
