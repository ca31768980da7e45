package io.quotegate.gateway.operation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.api.Refusal;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.files.Download;
import io.quotegate.gateway.files.FilePart;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.service.files.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * One download on a streaming connection: a header, frames or binary messages of nothing but content, an end. What else
 * is said to the client meanwhile waits behind a gate. Confined to its event loop.
 */
final class ContentStream implements Download.Sink {
    private final @Nullable String id;
    private final long offset;
    private final WireFormat format; // of the request
    private final Answers answers;
    private final Subscriber subscriber;
    private final Outlet client;
    private final Runnable onEnd;

    private @Nullable DownloadGate gate; // from the header to the end

    /** @param onEnd run when the next download may begin; what is said of this one is said then */
    ContentStream(
            @Nullable String id,
            long offset,
            WireFormat format,
            Answers answers,
            Outlet client,
            Subscriber subscriber,
            Runnable onEnd) {
        this.id = id;
        this.offset = offset;
        this.format = format;
        this.answers = answers;
        this.client = client;
        this.subscriber = subscriber;
        this.onEnd = onEnd;
    }

    /** Whether nothing but content may be sent now. */
    boolean isSending() {
        return gate != null;
    }

    @Override
    public Outlet client() {
        return client;
    }

    @Override
    public void onRefused(Refusal refusal) {
        onEnd.run();
        answers.in(format).refuse(id, refusal);
        client.flush();
    }

    @Override
    public @Nullable FilePart onOpened(OpenFile file) {
        return FilePart.from(offset, file).onRefusal(this::onRefused).fold(part -> begin(part, file), none -> null);
    }

    private FilePart begin(FilePart part, OpenFile file) {
        answers.in(format).encoder().files().header(answers.payload(), id, file.entry());
        answers.write();
        DownloadGate closed = new DownloadGate(client);
        gate = closed;
        client.flush();
        redirect(closed);
        return part;
    }

    /** What the client is answered and pushed goes to {@code outlet} from now on. */
    private void redirect(Outlet outlet) {
        answers.redirect(outlet);
        subscriber.redirect(outlet);
    }

    @Override
    public boolean isReady() {
        return client.isWritable() && !client.isEnding();
    }

    @Override
    public void content(ByteBuf piece) {
        int length = piece.readableBytes();
        ByteBuf header;
        try {
            header = client.alloc().directBuffer(WebSocketFrames.MAX_HEADER);
        } catch (Throwable fault) { // no memory
            piece.release();
            throw fault;
        }
        if (isFramed()) {
            FrameReader.writeHeader(header, length);
        } else {
            WebSocketFrames.header(header, WebSocketFrames.FIN | WebSocketFrames.BINARY, length);
        }
        client.writeAndFlush(Unpooled.wrappedBuffer(header, piece)); // a message is whole
    }

    private boolean isFramed() {
        return format == WireFormat.FRAME_JSON || format == WireFormat.FRAME_PROTO;
    }

    @Override
    public void onSent() {
        onEnd.run();
        redirect(client);
        answers.in(format).encoder().files().end(answers.payload(), id);
        answers.write();
        if (gate != null) {
            gate.letGo();
        }
        subscriber.catchUp();
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        if (isFramed() && isSending()) {
            client.end(reason, Unpooled.EMPTY_BUFFER); // a frame would be taken for content
        } else {
            client.end(reason);
        }
    }

    /** The client is gone. */
    void close() {
        if (gate != null) {
            gate.close();
        }
    }
}
