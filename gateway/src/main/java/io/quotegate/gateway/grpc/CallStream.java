package io.quotegate.gateway.grpc;

import io.grpc.Context;
import io.grpc.Decompressor;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.codec.grpc.GrpcMessageReader;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Turn;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call on its stream: hands the client's messages to the service as it asks for them, and writes what it answers.
 * Confined to its event loop, but for what says otherwise.
 */
final class CallStream<ReqT> implements StreamListener, GrpcMessageReader.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(CallStream.class);

    private final HttpStream http;
    private final MethodDescriptor<ReqT, ?> method;
    private final Variant variant;
    private final AnswerWriter answer;
    private final CallBody body;
    private final ServiceListener<ReqT> service;
    private final SendRoom room = new SendRoom();
    private final @Nullable Decompressor decompressor;

    private int requested; // messages the service waits for
    private boolean bodyEnded;
    private boolean halfClosed; // and the service knows
    private boolean delivering;
    private OngoingCall ongoing = () -> Continuation.ENDS;
    private boolean aborted; // not by the service
    private long abortedNs;
    private volatile boolean ended; // nothing more is said to the client; for other threads, too
    private volatile boolean cancelled;

    CallStream(
            HttpStream http,
            MethodDescriptor<ReqT, ?> method,
            Variant variant,
            @Nullable Decompressor decompressor,
            Context.CancellableContext context) {
        this.http = http;
        this.method = method;
        this.variant = variant;
        this.decompressor = decompressor;
        service = new ServiceListener<>(method, context, this::abort);
        answer = new AnswerWriter(http, variant);
        body = new CallBody(http, variant, this::onWritable);
    }

    /** Lets the service begin. */
    <RespT> void start(ServerCallHandler<ReqT, RespT> handler, GrpcCall<ReqT, RespT> call, Metadata head) {
        service.start(handler, call, head);
    }

    HttpStream http() {
        return http;
    }

    CallOutlet outlet() {
        return new CallOutlet(http, variant.format(), next -> ongoing = next);
    }

    SendRoom room() {
        return room;
    }

    /** Whether nothing that is still said reaches the client. Any thread. */
    boolean isOver() {
        return ended;
    }

    /** Whether the call ended otherwise than the service wanted. Any thread. */
    boolean isCancelled() {
        return cancelled;
    }

    // What comes

    @Override
    public void onBody(ByteBuf piece) {
        if (ended || halfClosed) {
            http.consumed(piece.readableBytes());
            return;
        }
        deliver(piece);
    }

    @Override
    public void onBodyEnd() {
        bodyEnded = true;
        if (!ended) {
            deliver(Unpooled.EMPTY_BUFFER);
        }
    }

    /** The service waits for {@code more} messages. */
    void request(int more) {
        requested = (int) Math.min(Integer.MAX_VALUE, (long) requested + more);
        if (!delivering && !ended) {
            deliver(Unpooled.EMPTY_BUFFER);
        }
    }

    private void deliver(ByteBuf piece) {
        delivering = true;
        try {
            body.read(piece, this);
            if (bodyEnded && !ended && !halfClosed) {
                endBody();
            }
        } catch (ProtocolException e) {
            boolean tooLarge = e.violation() == Violation.TOO_LARGE;
            abort((tooLarge ? Status.RESOURCE_EXHAUSTED : Status.INTERNAL).withDescription(e.detail()));
        } finally {
            delivering = false;
            if (ended) {
                body.release();
            }
        }
        hear();
    }

    /** Notes whether the client has begun what it is to end: a message, or with its only one the request. */
    private void hear() {
        boolean begun = method.getType().clientSendsOneMessage() ? !bodyEnded : body.isMidMessage();
        http.heard(begun && wantsMessage() && !body.waitsToGrow());
    }

    private void endBody() {
        if (!body.isMidMessage()) {
            halfClosed = true;
            service.onHalfClose();
        } else if (wantsMessage()) {
            throw new ProtocolException(Violation.MALFORMED, "body ends within a message");
        }
    }

    @Override
    public boolean wantsMessage() {
        return requested > 0 && !ended && http.takesAnswers();
    }

    @Override
    public boolean mayGrow() {
        return body.mayGrow();
    }

    @Override
    public void onMessage(ByteBuf bytes, boolean compressed) {
        requested--;
        int counted = method.getType().clientSendsOneMessage() ? 0 : 1; // an only one was, as the request
        if (counted > 0) {
            http.heard(false); // what comes behind it is begun now
        }
        http.spend(counted, Turn.READING * bytes.readableBytes());
        if (compressed && decompressor == null) {
            throw new ProtocolException(Violation.MALFORMED, "compressed message without grpc-encoding");
        }
        int limit = http.loop().limits().frameBytes();
        ReqT message;
        try {
            message = MessageCoder.decode(method, bytes, compressed ? decompressor : null, limit);
        } catch (ProtocolException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.debug("a message for {} that is none", method.getFullMethodName(), e);
            abort(ServiceListener.applicationError("the message is no request of " + method.getFullMethodName()));
            return;
        }
        service.onMessage(message);
    }

    @Override
    public void onRoom(int bytes) {
        http.consumed(bytes);
    }

    // What the service says

    void begin(Metadata head, boolean flush) {
        if (!ended) {
            answer.head(head);
            if (flush) {
                http.flush();
            }
        }
    }

    /** Sends a message, which it takes over. */
    void send(ByteBuf framed) {
        if (ended) {
            framed.release();
        } else {
            http.spend(1, framed.readableBytes());
            answer.message(framed);
            if (!method.getType().serverSendsOneMessage()) {
                http.flush(); // an only message goes with the end of the call
            }
            if (room.isAwaited(http.isWritable())) {
                service.onReady();
            }
        }
    }

    void end(Status status, Metadata trailers) {
        if (!ended) {
            ended = true;
            answer.end(status, trailers);
            http.flush();
        }
    }

    boolean isReady() {
        return room.isThere(!ended && http.isWritable());
    }

    /** Breaks the call off: what the service did makes no sense. */
    void cancel() {
        abort(Status.INTERNAL.withDescription("the service answered wrongly"));
    }

    /** The call's context was cancelled, by its deadline or because the call is over. */
    void onContextEnd(@Nullable Throwable cause) {
        if (cause instanceof TimeoutException) {
            abort(Status.DEADLINE_EXCEEDED.withDescription("the deadline passed"));
        }
    }

    /** Ends the call for a reason that is not the service's. */
    void abort(Status status) {
        abort(status, new Metadata());
    }

    private void abort(Status status, Metadata trailers) {
        if (!ended) {
            aborted = true;
            abortedNs = http.loop().sweeper().nowNs();
            cancelled = true;
            end(status, trailers);
        }
    }

    // What becomes of the stream

    @Override
    public void onWritable() {
        boolean writable = !ended && http.isWritable();
        room.isAwaited(writable);
        if (writable) {
            service.onReady();
        }
        if (!ended && !delivering && !halfClosed) {
            deliver(Unpooled.EMPTY_BUFFER); // what was not wanted while the client took none of the answers
        }
    }

    @Override
    public void onTime(long nowNs) {
        long limitNs = http.loop().limits().messageTimeout().toNanos();
        if (aborted && nowNs - abortedNs > DisconnectReason.FAREWELL_NS) {
            http.cancel(DisconnectReason.SLOW_CONSUMER); // it reads nothing
        } else if (!ended && http.incompleteNs(nowNs) > limitNs) {
            abort(Status.DEADLINE_EXCEEDED.withDescription("a message was begun and not ended in time"));
        } else if (!ended) {
            ongoing.onTime(nowNs);
        }
    }

    @Override
    public boolean drains() {
        return method.getType() == MethodDescriptor.MethodType.UNARY;
    }

    @Override
    public boolean owes() {
        return bodyEnded && ongoing.continuation() == Continuation.ENDS;
    }

    @Override
    public boolean isConflated() {
        return ongoing.continuation() == Continuation.LASTS_CONFLATED;
    }

    @Override
    public int messageBytes(ByteBuf written, int at) {
        return variant.messageBytes(written, at);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        Metadata trailers = CallErrors.retryAfter(http.loop().limits().retryMs(reason));
        abort(Status.fromCodeValue(reason.grpcStatus()).withDescription(reason.wireName()), trailers);
        return Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void onEnding() {
        onClosed(false);
    }

    @Override
    public void onClosed(boolean isComplete) {
        boolean complete = isComplete && !aborted;
        ended = true;
        cancelled |= !complete;
        if (!delivering) {
            body.release();
        }
        service.onClosed(complete);
    }
}
