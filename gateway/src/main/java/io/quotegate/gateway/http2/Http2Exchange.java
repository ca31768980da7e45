package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.ExchangeRouter;
import io.quotegate.gateway.fanout.LoopContext;
import io.quotegate.gateway.session.Activity;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One stream of an HTTP/2 connection. Confined to its event loop. */
final class Http2Exchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Exchange.class);
    private static final long FAREWELL_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long SLOW_FAREWELL_NS = TimeUnit.MINUTES.toNanos(15);

    private final Http2Handler owner;
    private final Http2Stream stream;
    private final Activity activity;
    private final SendQueue queue;

    private @Nullable ExchangeHandler handler;
    private @Nullable Protocol protocol; // it counts as a connection of
    private @Nullable DisconnectReason reason;
    private @Nullable Http2Headers trailers;
    private int window;
    private boolean waiting; // among the sender's
    private boolean headSent;
    private boolean bodyEnded; // the client's
    private boolean finishing; // nothing more will be written
    private boolean finished; // and all is sent
    private boolean closed;
    private boolean wantsRoom;
    private long endedNs;

    Http2Exchange(Http2Handler owner, Http2Stream stream, int window) {
        this.owner = owner;
        this.stream = stream;
        this.window = window;
        activity = new Activity(owner.loop().sweeper());
        queue = new SendQueue();
        owner.loop().metrics().streams.increment();
    }

    // What comes

    /** Has the request answered. */
    void begin(ExchangeRouter router, Http2Headers request, boolean bodyFollows) {
        bodyEnded = !bodyFollows;
        try {
            ExchangeHandler found = router.open(this, request, bodyFollows);
            if (closed) {
                found.onClosed(finished);
                return;
            }
            handler = found;
            if (bodyEnded) {
                found.onBodyEnd();
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void onBody(ByteBuf piece) {
        if (handler == null || finishing) {
            consumed(piece.readableBytes());
            return;
        }
        try {
            handler.onBody(piece);
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    void onBodyEnd() {
        bodyEnded = true;
        if (handler != null && !finishing) {
            try {
                handler.onBodyEnd();
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    private void fail(RuntimeException e) {
        LOG.warn("answering a request of {} failed", connection().channel().remoteAddress(), e);
        reason = DisconnectReason.INTERNAL_ERROR;
        owner.reset(stream, Http2Error.INTERNAL_ERROR);
    }

    /** The client takes bytes again. */
    void roomAgain() {
        boolean room = queue.bytes() <= loop().limits().latestBytes() / 2; // not for every frame that goes
        if (wantsRoom && room && handler != null && !closed) {
            wantsRoom = false;
            handler.onWritable();
        }
    }

    void onTime(long nowNs) {
        if (reason != null) {
            long limitNs = reason == DisconnectReason.SLOW_CONSUMER ? SLOW_FAREWELL_NS : FAREWELL_NS;
            if (nowNs - endedNs > limitNs) {
                cancel(reason);
            }
        } else if (handler != null) {
            handler.onTime(nowNs);
        }
    }

    boolean drains() {
        return handler != null && handler.drains();
    }

    /** The stream is gone, whoever closed it. */
    void onClosed() {
        closed = true;
        queue.release();
        owner.loop().metrics().streams.decrement();
        if (protocol != null) {
            DisconnectReason known = finished ? DisconnectReason.COMPLETED : DisconnectReason.CLIENT_CLOSED;
            owner.loop().metrics().ended(protocol, reason == null ? known : reason);
        }
        if (handler != null) {
            handler.onClosed(finished);
        }
    }

    // What the sender asks

    int id() {
        return stream.id();
    }

    int window() {
        return window;
    }

    /** False if the window became larger than is allowed. */
    boolean addWindow(int delta) {
        if (delta > 0 && window > Integer.MAX_VALUE - delta) {
            return false;
        }
        window += delta;
        return true;
    }

    boolean isWaiting() {
        return waiting;
    }

    void waiting(boolean isWaiting) {
        waiting = isWaiting;
    }

    boolean hasUnsent() {
        return !closed && !finished && (finishing || !queue.isEmpty());
    }

    boolean queueIsEmpty() {
        return queue.isEmpty();
    }

    int firstQueuedBytes() {
        return queue.firstBytes();
    }

    /** At most {@code most} bytes of the next buffer; the window shrinks by what there is. */
    ByteBuf take(int most) {
        ByteBuf piece = queue.take(most);
        window -= piece.readableBytes();
        return piece;
    }

    /** Whether the last queued bytes were taken, and nothing but them was to be said. */
    boolean endsWithData() {
        return finishing && trailers == null && queue.isEmpty();
    }

    @Nullable
    Http2Headers trailers() {
        return trailers;
    }

    /** The end of the answer is on its way. */
    void ended() {
        finished = true;
        owner.endLocally(stream, bodyEnded);
    }

    // Exchange

    @Override
    public Connection connection() {
        return owner.carrier();
    }

    @Override
    public LoopContext loop() {
        return owner.loop();
    }

    @Override
    public void speak(Protocol spoken) {
        protocol = spoken;
        loop().metrics().opened(spoken);
    }

    @Override
    public void respond(Http2Headers head) {
        if (!closed && !headSent) {
            headSent = true;
            activity.spoke();
            owner.sender().headers(this, head, false);
        }
    }

    @Override
    public void respond(Http2Headers head, ByteBuf body) {
        if (closed || headSent) {
            body.release();
        } else if (body.isReadable()) {
            respond(head);
            queue.add(body);
            finish();
        } else {
            body.release();
            finish(head);
        }
    }

    @Override
    public void finish() {
        if (!closed && !finishing) {
            finishing = true;
            owner.sender().send(this);
        }
    }

    @Override
    public void finish(Http2Headers last) {
        if (!closed && !finishing) {
            headSent = true;
            trailers = last;
            finish();
        }
    }

    @Override
    public boolean carriesTrailers() {
        return true;
    }

    @Override
    public void cancel(DisconnectReason because) {
        reason = reason == null ? because : reason;
        owner.reset(stream, Http2Error.CANCEL);
    }

    @Override
    public void consumed(int bytes) {
        if (bytes > 0 && !closed) {
            owner.consumed(stream, bytes);
        }
    }

    // Outlet

    @Override
    public ByteBufAllocator alloc() {
        return connection().alloc();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (closed || finishing || !bytes.isReadable()) {
            bytes.release();
        } else {
            activity.spoke();
            queue.add(bytes);
            owner.sender().send(this);
        }
    }

    @Override
    public void writeAndFlush(ByteBuf bytes) {
        write(bytes);
        owner.flushSoon();
    }

    @Override
    public void writeFirst(ByteBuf bytes) {
        write(bytes); // nothing is ever sent past a stream's order
    }

    @Override
    public void putOff(ByteBuf bytes) {
        write(bytes); // it waits by itself
        owner.flushSoon();
    }

    @Override
    public void flush() {
        owner.flushSoon();
    }

    @Override
    public boolean isWritable() {
        boolean writable = !isEnding() && queue.bytes() < loop().limits().latestBytes();
        wantsRoom |= !writable;
        return writable;
    }

    @Override
    public long unsentBytes() {
        wantsRoom |= !queue.isEmpty();
        return queue.bytes();
    }

    @Override
    public void heard(boolean midMessage) {
        activity.heard(midMessage);
    }

    @Override
    public long quietNs(long nowNs) {
        return queue.isEmpty() ? activity.quietNs(nowNs) : 0;
    }

    @Override
    public long incompleteNs(long nowNs) {
        return activity.incompleteNs(nowNs);
    }

    @Override
    public boolean isEnding() {
        return reason != null || finishing || closed || connection().isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        if (!isEnding() && handler != null) {
            reason = because;
            part(handler.farewell(because));
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf lastWords) {
        if (isEnding()) {
            lastWords.release();
        } else {
            reason = because;
            part(lastWords);
        }
    }

    private void part(ByteBuf lastWords) {
        endedNs = loop().sweeper().nowNs();
        if (reason == DisconnectReason.SLOW_CONSUMER) {
            queue.dropWhole();
        }
        write(lastWords);
        finish();
        owner.flushSoon();
    }
}
