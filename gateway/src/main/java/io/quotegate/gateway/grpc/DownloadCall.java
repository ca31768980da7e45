package io.quotegate.gateway.grpc;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.codec.proto.v1.DownloadChunk;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.interactive.FilePump;
import io.quotegate.gateway.interactive.Interactive;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.service.files.OpenFile;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One download as a call. Confined to the call's event loop. */
final class DownloadCall implements PushHandler.Push, FilePump.Sink {
    private static final Logger LOG = LoggerFactory.getLogger(DownloadCall.class);

    private final Interactive services;
    private final FileRequest request;
    private final ServerCall<FileRequest, DownloadChunk> call;
    private final Exchange exchange;

    private @Nullable FilePump pump;
    private boolean closed;

    private DownloadCall(
            Interactive services, FileRequest request, ServerCall<FileRequest, DownloadChunk> call, Exchange exchange) {
        this.services = services;
        this.request = request;
        this.call = call;
        this.exchange = exchange;
    }

    /** Begins to answer {@code request}. */
    static PushHandler.Push open(
            Interactive services, FileRequest request, ServerCall<FileRequest, DownloadChunk> call, Exchange exchange) {
        DownloadCall download = new DownloadCall(services, request, call, exchange);
        services.files()
                .open(request.getName(), List.of())
                .thenAcceptAsync(
                        opening -> opening.onAnswer(download::onOpened).onRefusal(download::refuse),
                        exchange.loop().eventLoop());
        return download;
    }

    private void onOpened(OpenFile file) {
        long size = file.entry().sizeBytes();
        long offset = request.getOffset();
        if (closed) {
            close(file);
        } else if (offset < 0 || offset > size) {
            close(file);
            refuse(Refusal.badRequest("offset: " + offset + " (expected: 0.." + size + ')'));
        } else {
            call.sendHeaders(new Metadata());
            call.sendMessage(DownloadChunk.newBuilder()
                    .setHeader(InteractiveProto.message(file.entry()))
                    .build());
            pump = services.on(exchange.loop()).downloads().pump(file, offset, size, this);
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

    private void refuse(Refusal refusal) {
        if (!closed) {
            CallErrors.end(call, CallErrors.of(refusal));
        }
    }

    @Override
    public void onReady() {
        if (pump != null) {
            pump.onWritable();
        }
    }

    @Override
    public void close() {
        closed = true;
        if (pump != null) {
            pump.close();
            pump = null;
        }
    }

    // FilePump.Sink

    @Override
    public boolean isReady() {
        return call.isReady();
    }

    @Override
    public void content(ByteBuf piece) {
        try {
            call.sendMessage(DownloadChunk.newBuilder()
                    .setData(ByteString.copyFrom(piece.nioBuffer()))
                    .build());
        } finally {
            piece.release();
        }
    }

    @Override
    public void onSent() {
        pump = null;
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        pump = null;
        call.close(Status.fromCodeValue(reason.grpcStatus()).withDescription(reason.wireName()), new Metadata());
    }
}
