package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.ExchangeRouter;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Activity;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The request and the answer on one stream of an HTTP/2 connection. Confined to its event loop. */
final class Http2Exchange implements Exchange {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Exchange.class);

    private final Http2Handler owner;
    private final Http2Stream stream;
    private final Activity activity;
    private final StreamOutput output;

    private @Nullable ExchangeHandler handler;
    private @Nullable Protocol protocol; // it counts as a connection of
    private @Nullable Parting parting;
    private boolean headSent;
    private boolean bodyEnded; // the client's

    Http2Exchange(Http2Handler owner, Http2Stream stream, int window) {
        this.owner = owner;
        this.stream = stream;
        activity = new Activity(owner.loop().sweeper()::nowNs);
        output = new StreamOutput(window);
        owner.loop().metrics().streams.increment();
    }

    // What comes

    /** Has the request answered. */
    void begin(ExchangeRouter router, Http2Headers request, boolean bodyFollows) {
        bodyEnded = !bodyFollows;
        try {
            ExchangeHandler found = router.open(this, request, bodyFollows);
            if (output.isClosed()) {
                found.onClosed(output.isFinished());
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
        if (handler == null || output.isFinishing()) {
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
        if (handler != null && !output.isFinishing()) {
            try {
                handler.onBodyEnd();
            } catch (RuntimeException e) {
                fail(e);
            }
        }
    }

    private void fail(RuntimeException e) {
        LOG.warn("answering a request of {} failed", connection().channel().remoteAddress(), e);
        part(DisconnectReason.INTERNAL_ERROR);
        owner.reset(stream, Http2Error.INTERNAL_ERROR);
    }

    /** The client takes bytes again. */
    void roomAgain() {
        long most = loop().limits().latestBytes() / 2; // not for every frame that goes
        if (handler != null && output.hasRoomAgain(most)) {
            handler.onWritable();
        }
    }

    void onTime(long nowNs) {
        if (parting != null) {
            if (parting.isOverdue(nowNs)) {
                cancel(parting.reason());
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
        output.close();
        owner.loop().metrics().streams.decrement();
        if (protocol != null) {
            DisconnectReason known = output.isFinished() ? DisconnectReason.COMPLETED : DisconnectReason.CLIENT_CLOSED;
            owner.loop().metrics().ended(protocol, parting == null ? known : parting.reason());
        }
        if (handler != null) {
            handler.onClosed(output.isFinished());
        }
    }

    // For the sender

    int id() {
        return stream.id();
    }

    StreamOutput output() {
        return output;
    }

    /** The end of the answer is on its way. */
    void ended() {
        output.ended();
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
        if (!output.isClosed() && !headSent) {
            headSent = true;
            activity.spoke();
            owner.sender().headers(this, head, false);
        }
    }

    @Override
    public void respond(Http2Headers head, ByteBuf body) {
        if (output.isClosed() || headSent) {
            body.release();
        } else if (body.isReadable()) {
            respond(head);
            output.add(body);
            finish();
        } else {
            body.release();
            finish(head);
        }
    }

    @Override
    public void finish() {
        finishWith(null);
    }

    @Override
    public void finish(Http2Headers last) {
        headSent |= output.isOpen();
        finishWith(last);
    }

    private void finishWith(@Nullable Http2Headers last) {
        if (output.isOpen()) {
            output.finish(last);
            owner.sender().send(this);
        }
    }

    @Override
    public boolean carriesTrailers() {
        return true;
    }

    @Override
    public void cancel(DisconnectReason because) {
        if (parting == null) {
            part(because);
        }
        owner.reset(stream, Http2Error.CANCEL);
    }

    @Override
    public void consumed(int bytes) {
        if (bytes > 0 && !output.isClosed()) {
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
        if (output.add(bytes)) {
            activity.spoke();
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
        boolean writable = !isEnding() && output.bytes() < loop().limits().latestBytes();
        if (!writable) {
            output.awaitRoom();
        }
        return writable;
    }

    @Override
    public long unsentBytes() {
        return output.unsentBytes();
    }

    @Override
    public void heard(boolean midMessage) {
        activity.heard(midMessage);
    }

    @Override
    public long quietNs(long nowNs) {
        return output.isEmpty() ? activity.quietNs(nowNs) : 0;
    }

    @Override
    public long incompleteNs(long nowNs) {
        return activity.incompleteNs(nowNs);
    }

    @Override
    public boolean isEnding() {
        return parting != null || !output.isOpen() || connection().isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        if (!isEnding() && handler != null) {
            part(because);
            say(handler.farewell(because)); // it is ending by then
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf lastWords) {
        if (isEnding()) {
            lastWords.release();
        } else {
            part(because);
            say(lastWords);
        }
    }

    private void part(DisconnectReason because) {
        parting = new Parting(because, loop().sweeper().nowNs());
    }

    private void say(ByteBuf lastWords) {
        if (parting != null && parting.isOfSlowClient()) {
            output.dropWhole();
        }
        write(lastWords);
        finish();
        owner.flushSoon();
    }
}
