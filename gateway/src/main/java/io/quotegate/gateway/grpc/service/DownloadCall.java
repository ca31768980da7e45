package io.quotegate.gateway.grpc.service;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.netty.buffer.ByteBuf;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.FileProto;
import io.quotegate.codec.proto.v1.DownloadChunk;
import io.quotegate.gateway.files.Download;
import io.quotegate.gateway.files.FilePart;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.service.files.OpenFile;
import org.jspecify.annotations.Nullable;

/**
 * One download as a call. Confined to the call's event loop.
 *
 * @param client to whom
 * @param offset where the content is to begin
 */
record DownloadCall(Outlet client, long offset, ServerCall<?, DownloadChunk> call) implements Download.Sink {
    @Override
    public void onRefused(Refusal refusal) {
        CallErrors.end(call, CallErrors.of(refusal));
    }

    @Override
    public @Nullable FilePart onOpened(OpenFile file) {
        return FilePart.from(offset, file).onRefusal(this::onRefused).fold(part -> begin(part, file), none -> null);
    }

    private FilePart begin(FilePart part, OpenFile file) {
        call.sendHeaders(new Metadata());
        call.sendMessage(DownloadChunk.newBuilder()
                .setHeader(FileProto.message(file.entry()))
                .build());
        return part;
    }

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
        call.close(Status.OK, new Metadata());
    }

    @Override
    public void onBroken(DisconnectReason reason) {
        call.close(Status.fromCodeValue(reason.grpcStatus()).withDescription(reason.wireName()), new Metadata());
    }
}
