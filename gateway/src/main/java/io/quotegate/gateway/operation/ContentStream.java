package io.quotegate.gateway.operation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.InteractiveRequest;
import io.quotegate.api.Refusal;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.interactive.FilePump;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.interactive.SharedPush;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.service.files.OpenFile;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends files to one streaming connection, one at a time: a header, frames or binary messages of nothing but content,
 * an end. Confined to its event loop.
 */
final class ContentStream implements FilePump.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(ContentStream.class);

    private final DownloadGate gate;
    private final LoopContext loop;
    private final Interactive services;
    private final Subscriber subscriber;

    private @Nullable String id; // of the request under way
    private WireFormat format = WireFormat.FRAME_JSON; // of the request under way
    private @Nullable FilePump pump;
    private boolean busy;
    private boolean closed;

    ContentStream(DownloadGate gate, LoopContext loop, Interactive services, Subscriber subscriber) {
        this.gate = gate;
        this.loop = loop;
        this.services = services;
        this.subscriber = subscriber;
    }

    /** Whether a file was asked for and has not been sent. */
    boolean isBusy() {
        return busy;
    }

    /** Answers {@code request}. */
    void begin(@Nullable String requestId, InteractiveRequest.File request, WireFormat requestFormat) {
        if (busy) {
            refuse(requestId, requestFormat, Refusal.badRequest("file: a download is under way on this connection"));
        } else if (requestFormat == WireFormat.LINE_JSON) {
            refuse(
                    requestId,
                    requestFormat,
                    new Refusal(ErrorCode.UNSUPPORTED, "file (expected: frames or WebSocket)"));
        } else if (subscriber.wantsEveryQuote()) {
            refuse(requestId, requestFormat, Refusal.badRequest("file: not beside a subscription of mode all"));
        } else {
            busy = true;
            id = requestId;
            format = requestFormat;
            services.files()
                    .open(request.name(), List.of())
                    .thenAcceptAsync(
                            opening -> opening.onAnswer(opened -> onOpened(request, opened))
                                    .onRefusal(this::refuseOpened),
                            loop.eventLoop());
        }
    }

    private void onOpened(InteractiveRequest.File request, OpenFile file) {
        long size = file.entry().sizeBytes();
        if (closed) {
            close(file);
        } else if (request.offset() < 0 || request.offset() > size) {
            close(file);
            refuseOpened(Refusal.badRequest("offset: " + request.offset() + " (expected: 0.." + size + ')'));
        } else {
            ByteWriter payload = loop.writer().payload();
            SharedPush.encoder(format).file(payload, id, file.entry());
            loop.writer().write(gate, format, payload);
            gate.hold();
            gate.flush();
            pump = services.on(loop).downloads().pump(file, request.offset(), size, this);
            pump.start();
        }
    }

    private static void close(OpenFile file) {
        try {
            file.close();
        } catch (IOException e) {
            LOG.debug("{} was not closed well: {}", file.entry().name(), e.toString());
        }
    }

    private void refuseOpened(Refusal refusal) {
        busy = false;
        if (!closed) {
            refuse(id, format, refusal);
            gate.flush();
        }
    }

    private void refuse(@Nullable String requestId, WireFormat requestFormat, Refusal refusal) {
        ByteWriter payload = loop.writer().payload();
        loop.writer().encoder(requestFormat).error(payload, requestId, refusal);
        loop.writer().write(gate, requestFormat, payload);
    }

    /** The client takes bytes again. */
    void onWritable() {
        if (pump != null) {
            pump.onWritable();
        }
    }

    /** The client is gone. */
    void close() {
        closed = true;
        if (pump != null) {
            pump.close();
            pump = null;
        }
        gate.close();
    }

    // FilePump.Sink

    @Override
    public boolean isReady() {
        return gate.client().isWritable() && !gate.isEnding();
    }

    @Override
    public void content(ByteBuf piece) {
        Outlet client = gate.client();
        int length = piece.readableBytes();
        ByteBuf header = client.alloc().directBuffer(WebSocketFrames.MAX_HEADER);
        if (format == WireFormat.FRAME_JSON || format == WireFormat.FRAME_PROTO) {
            FrameReader.writeHeader(header, length);
        } else {
            WebSocketFrames.header(header, WebSocketFrames.FIN | WebSocketFrames.BINARY, length);
        }
        client.write(header);
        client.writeAndFlush(piece);
    }

    @Override
    public void onSent() {
        busy = false;
        pump = null;
        ByteWriter payload = loop.writer().payload();
        SharedPush.encoder(format).fileEnd(payload, id);
        loop.writer().write(gate.client(), format, payload);
        gate.letGo();
        subscriber.catchUp();
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        pump = null;
        if (format == WireFormat.FRAME_JSON || format == WireFormat.FRAME_PROTO) {
            gate.end(reason, Unpooled.EMPTY_BUFFER); // a frame would be taken for content
        } else {
            gate.end(reason);
        }
    }
}
