package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameWriter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2RemoteFlowController;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.handler.codec.http2.Http2StreamVisitor;
import io.quotegate.gateway.http.HttpFields;
import java.util.ArrayDeque;

/**
 * Sends the answers of one connection's streams within the client's windows and no faster than the socket takes them.
 * What must wait, waits with its stream; streams that wait take turns, a frame each. Confined to its event loop.
 *
 * <p>In place of Netty's own flow controller, which makes several objects for every frame.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-5.2">RFC 9113 §5.2</a>
 */
final class StreamSender implements Http2RemoteFlowController {
    private final Http2Connection http2;
    private final Http2Connection.PropertyKey streamKey;
    private final FrameBuffer frames;
    private final Http2FrameWriter.Configuration peer;
    private final FloodGuard guard;
    private final ArrayDeque<SendingStream> waiting = new ArrayDeque<>(); // with bytes, or an end, still to send
    private final StreamOutput.Held held = new StreamOutput.Held(); // of those that wait
    private final Http2StreamVisitor notifier = this::notifyWritable;
    private final Http2StreamVisitor waker = this::goOn;

    private ChannelHandlerContext ctx;
    private int connectionWindow = Http2Limits.FIRST_WINDOW_BYTES;
    private int firstWindow = Http2Limits.FIRST_WINDOW_BYTES;
    private boolean starved; // some stream has to wait, so somebody may want to know when there is room
    private boolean turnAwaited; // some stream has something to look at when the connection may
    private boolean draining;

    @SuppressWarnings("NullAway.Init") // the context comes when the handler is added
    StreamSender(
            Http2Connection http2,
            Http2Connection.PropertyKey streamKey,
            FrameBuffer frames,
            Http2FrameWriter.Configuration peer,
            FloodGuard guard) {
        this.http2 = http2;
        this.streamKey = streamKey;
        this.frames = frames;
        this.peer = peer;
        this.guard = guard;
    }

    /** Whether a stream has bytes that the client does not take. */
    boolean isHoldingBack() {
        return !waiting.isEmpty();
    }

    /** Bytes that all streams have and the client does not take. */
    long heldBytes() {
        return held.bytes();
    }

    /** What a stream has to say that begins now. */
    StreamOutput output() {
        return new StreamOutput(firstWindow, held);
    }

    /** Somebody is to be told when there is room. */
    void awaitRoom() {
        starved = true;
    }

    /** Streams are to go on when the connection has its part of another turn. */
    void awaitTurn() {
        turnAwaited = true;
    }

    void headers(SendingStream stream, Http2Headers headers, boolean end) {
        try {
            frames.headers(
                    ctx, stream.id(), headers, end, peer.frameSizePolicy().maxFrameSize());
        } catch (Http2Exception e) {
            throw new IllegalStateException("our own head cannot be encoded", e);
        }
        if (end) {
            stream.ended();
        }
    }

    /** Sends what {@code stream} has queued as far as it goes. */
    void send(SendingStream stream) {
        StreamOutput output = stream.output();
        if (!output.isWaiting()) {
            boolean progress = true;
            while (progress && output.hasUnsent()) {
                progress = sendFrame(stream);
            }
            if (output.hasUnsent()) {
                output.waiting(true);
                waiting.add(stream);
                starved = true;
            }
        }
    }

    /** Whether a frame went. An end without bytes needs no window. */
    private boolean sendFrame(SendingStream stream) {
        StreamOutput output = stream.output();
        int most = Math.min(
                output.window(),
                Math.min(connectionWindow, peer.frameSizePolicy().maxFrameSize()));
        if (output.firstBytes() > 0 && (most <= 0 || !ctx.channel().isWritable())) {
            return false;
        }
        if (output.isEmpty()) {
            end(stream);
            return true;
        }
        ByteBuf piece = output.take(Math.max(0, most));
        int length = piece.readableBytes();
        connectionWindow -= length;
        boolean end = output.endsWithData();
        guard.onUseful();
        frames.data(ctx, stream.id(), piece, end);
        if (end) {
            stream.ended();
        }
        return true;
    }

    private void end(SendingStream stream) {
        HttpFields trailers = stream.output().trailers();
        if (trailers == null) {
            frames.data(ctx, stream.id(), Unpooled.EMPTY_BUFFER, true);
            stream.ended();
        } else {
            headers(stream, ResponseHeads.trailers(trailers), true);
        }
    }

    /** Sends what waits, hands all frames to the channel, and tells those who may write again. */
    @Override
    public void writePendingBytes() throws Http2Exception {
        if (draining) {
            return; // somebody who was told writes and flushes
        }
        draining = true;
        try {
            takeTurns();
            frames.write(ctx);
            if (starved && connectionWindow > 0 && ctx.channel().isWritable()) {
                starved = !waiting.isEmpty();
                http2.forEachActiveStream(notifier);
                takeTurns();
                frames.write(ctx);
            }
        } finally {
            draining = false;
        }
    }

    private void takeTurns() {
        int without = 0; // streams in a row whose own window is used up
        while (without < waiting.size()) {
            SendingStream stream = waiting.remove();
            if (!stream.output().hasUnsent()) {
                stream.output().waiting(false);
                without = 0;
            } else if (sendFrame(stream)) {
                waiting.add(stream);
                without = 0;
            } else {
                waiting.add(stream);
                without++;
            }
        }
    }

    private boolean notifyWritable(Http2Stream stream) {
        SendingStream sending = stream.getProperty(streamKey);
        if (sending != null && sending.hasRoomAgain()) {
            sending.goOn();
        }
        return true;
    }

    private boolean goOn(Http2Stream stream) {
        SendingStream sending = stream.getProperty(streamKey);
        if (sending != null) {
            sending.goOn();
        }
        return true;
    }

    @Override
    public void incrementWindowSize(Http2Stream stream, int delta) throws Http2Exception {
        if (stream.id() == http2.connectionStream().id()) {
            if (connectionWindow > Integer.MAX_VALUE - delta) {
                throw Http2Exception.connectionError(
                        Http2Error.FLOW_CONTROL_ERROR, "window of the connection too large");
            }
            connectionWindow += delta;
            return;
        }
        SendingStream sending = stream.getProperty(streamKey);
        if (sending != null && !sending.output().addWindow(delta)) {
            throw Http2Exception.streamError(stream.id(), Http2Error.FLOW_CONTROL_ERROR, "window too large");
        }
    }

    @Override
    public void initialWindowSize(int newWindow) throws Http2Exception {
        int delta = newWindow - firstWindow;
        firstWindow = newWindow;
        http2.forEachActiveStream(stream -> {
            SendingStream sending = stream.getProperty(streamKey);
            if (sending != null && !sending.output().addWindow(delta)) {
                throw Http2Exception.connectionError(Http2Error.FLOW_CONTROL_ERROR, "window too large");
            }
            return true;
        });
    }

    @Override
    public int initialWindowSize() {
        return firstWindow;
    }

    @Override
    public int windowSize(Http2Stream stream) {
        SendingStream sending = stream.getProperty(streamKey);
        return sending == null ? firstWindow : sending.output().window();
    }

    @Override
    public void channelHandlerContext(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public ChannelHandlerContext channelHandlerContext() {
        return ctx;
    }

    @Override
    public void channelWritabilityChanged() throws Http2Exception {
        if (turnAwaited) {
            turnAwaited = false;
            http2.forEachActiveStream(waker);
        }
        if (ctx.channel().isWritable()) {
            writePendingBytes();
            ctx.flush();
        }
    }

    @Override
    public boolean hasFlowControlled(Http2Stream stream) {
        return false; // what the codec writes by itself goes at once
    }

    @Override
    public boolean isWritable(Http2Stream stream) {
        SendingStream sending = stream.getProperty(streamKey);
        return sending != null && sending.isWritable();
    }

    @Override
    public void addFlowControlled(Http2Stream stream, FlowControlled payload) {
        throw new UnsupportedOperationException("answers are written by their stream");
    }

    @Override
    public void listener(Listener listener) {
        throw new UnsupportedOperationException("streams are told by the sender");
    }

    @Override
    public void updateDependencyTree(int childStreamId, int parentStreamId, short weight, boolean exclusive) {
        // Priorities are not followed: RFC 9113 §5.3.2.
    }
}
