package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import io.quotegate.gateway.auth.Caller;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.ServedRequest;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.session.liveness.Activity;
import io.quotegate.gateway.session.liveness.TakingWatch;
import org.jspecify.annotations.Nullable;

/** The request and the answer on one stream of an HTTP/2 connection. Confined to its event loop. */
final class ServerStream implements HttpStream, SendingStream {
    private final StreamCarrier owner;
    private final Http2Stream stream;
    private final boolean isHead;
    private final ServedRequest served = new ServedRequest(this);
    private final Activity activity;
    private final StreamOutput output;
    private final RequestInput input;

    private ServerStream(StreamCarrier owner, Http2Stream stream, boolean isHead) {
        this.owner = owner;
        this.stream = stream;
        this.isHead = isHead;
        activity = new Activity(owner.loop().sweeper().clock());
        output = owner.sender().output();
        input = new RequestInput(this, served, output, owner.router());
        owner.loop().metrics().streams.increment();
    }

    /** Has {@code request} answered on {@code stream}, of which it becomes the property {@code key}. */
    static void begin(
            StreamCarrier owner,
            Http2Stream stream,
            Http2Connection.PropertyKey key,
            RequestHead request,
            boolean bodyFollows) {
        ServerStream begun = new ServerStream(owner, stream, request.method().equals(HttpMethod.HEAD));
        stream.setProperty(key, begun);
        begun.input.begin(request, bodyFollows);
    }

    RequestInput input() {
        return input;
    }

    /** Asks the client to send no more: RFC 9113 §8.1. */
    void stop() {
        owner.reset(stream, Http2Error.NO_ERROR);
    }

    void onTime(long nowNs) {
        input.goOn();
        DisconnectReason reason = served.reason();
        if (input.isDropping()) {
            if (input.isSilent(nowNs)) {
                stop();
            }
        } else if (reason == null && isStalled(nowNs)) {
            cancel(DisconnectReason.SLOW_CONSUMER);
        } else if (reason == null) {
            served.onTime(nowNs);
        } else if (served.isOverdue(nowNs)) {
            cancel(reason);
        }
    }

    /** Whether the client has taken nothing of it for too long. */
    private boolean isStalled(long nowNs) {
        boolean little = TakingWatch.isLittle(output.bytes(), loop().limits().latestBytes());
        return output.idleNs(nowNs) >= loop().sweeper().patienceNs() && !(served.isConflated() && little);
    }

    ServedRequest served() {
        return served;
    }

    @Override
    public Caller caller() {
        return served.caller();
    }

    /** Whether a client that can say nothing more is still to wait for it. */
    boolean owes() {
        return input.isPutOff() || output.isFinishing() || served.owes();
    }

    /** The stream is gone, whoever closed it. */
    void onClosed() {
        output.close();
        input.release();
        loop().metrics().streams.decrement();
        served.closed(output.isFinished());
    }

    // SendingStream

    @Override
    public int id() {
        return stream.id();
    }

    @Override
    public StreamOutput output() {
        return output;
    }

    @Override
    public void ended() {
        output.ended();
        owner.endLocally(stream, input.onAnswered());
    }

    @Override
    public boolean hasRoomAgain() {
        return output.hasRoomAgain(loop().limits().latestBytes() / 2); // not for every frame that goes
    }

    @Override
    public void goOn() {
        input.goOn();
        served.onWritable();
    }

    // HttpStream

    @Override
    public Connection connection() {
        return owner.carrier();
    }

    @Override
    public LoopContext loop() {
        return owner.loop();
    }

    @Override
    public void speak(Protocol protocol) {
        served.count(protocol);
    }

    @Override
    public void respond(ResponseHead head) {
        if (!output.isClosed() && served.answer()) {
            activity.spoke();
            owner.sender().headers(this, ResponseHeads.of(served.shared(head)), false);
        }
    }

    @Override
    public void respond(ResponseHead head, ByteBuf body) {
        if (output.isClosed() || !served.answer()) {
            body.release();
            return;
        }
        activity.spoke();
        spend(1, body.readableBytes());
        if (isHead || !body.isReadable()) {
            body.release();
            output.finish(null);
            owner.sender().headers(this, ResponseHeads.of(served.shared(head)), true);
        } else {
            owner.sender().headers(this, ResponseHeads.of(served.shared(head)), false);
            output.add(body);
            finish();
        }
    }

    @Override
    public Outlet upgrade(Protocol protocol, HttpFields fields) {
        respond(new ResponseHead(HttpResponseStatus.OK, fields));
        speak(protocol);
        return this;
    }

    @Override
    public void finish() {
        finish(null);
    }

    @Override
    public void finish(@Nullable HttpFields trailers) {
        if (output.isOpen()) {
            output.finish(trailers);
            owner.sender().send(this);
        }
    }

    @Override
    public boolean carriesTrailers() {
        return true;
    }

    @Override
    public void cancel(DisconnectReason because) {
        served.ending(because);
        owner.reset(stream, Http2Error.CANCEL);
    }

    @Override
    public void breakOff(DisconnectReason because) {
        served.breakOff(because);
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
        if (isHead) {
            bytes.release();
        } else if (output.add(bytes)) {
            activity.spoke();
            owner.sender().send(this);
        }
    }

    @Override
    public void putOff(ByteBuf bytes) {
        writeAndFlush(bytes); // it waits by itself
    }

    @Override
    public void flush() {
        owner.flushSoon();
    }

    @Override
    public boolean isWritable() {
        boolean writable = !isEnding()
                && output.bytes() < loop().limits().latestBytes()
                && owner.sender().heldBytes() <= pendingLimit();
        if (!writable) {
            output.awaitRoom();
        }
        return writable;
    }

    @Override
    public long unsentBytes() {
        return output.unsentBytes();
    }

    /** Without a flush, which would tell the stream of room, and be asked for again: who writes sees to it. */
    @Override
    public boolean takesAnswers() {
        return owner.hasTurn() && heldBytes() <= pendingLimit();
    }

    /** With what the other streams have: they share one bound. */
    @Override
    public long heldBytes() {
        long held = owner.heldBytes();
        if (held > pendingLimit()) {
            output.awaitRoom();
            owner.sender().awaitRoom();
        }
        return held;
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
        return served.reason() != null || !output.isOpen() || connection().isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        if (!isEnding()) {
            output.endFor(because, served::messageBytes);
            say(served.end(because));
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf words) {
        if (isEnding()) {
            words.release();
        } else {
            output.endFor(because, served::messageBytes);
            say(served.end(because, words));
        }
    }

    private void say(ByteBuf words) {
        write(words);
        finish();
        owner.flushSoon();
    }
}
