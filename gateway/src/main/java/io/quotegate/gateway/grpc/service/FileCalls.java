package io.quotegate.gateway.grpc.service;

import io.grpc.BindableService;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.FileProto;
import io.quotegate.codec.proto.v1.DownloadChunk;
import io.quotegate.codec.proto.v1.FileList;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import io.quotegate.gateway.files.Download;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.Continuation;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.service.files.FileCatalogue;
import java.util.List;

/** {@code quotegate.v1.FileService}. Any thread, but it needs our own transport. */
public final class FileCalls implements BindableService {
    private final FileCatalogue files;
    private final PerLoop<LoopDownloads> downloads;

    public FileCalls(FileCatalogue files, PerLoop<LoopDownloads> downloads) {
        this.files = files;
        this.downloads = downloads;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(FileServiceGrpc.getServiceDescriptor())
                .addMethod(FileServiceGrpc.getListFilesMethod(), new PushHandler<>(this::list))
                .addMethod(FileServiceGrpc.getDownloadMethod(), new PushHandler<>(this::download))
                .build();
    }

    private PushHandler.Push list(
            ListFilesRequest request, ServerCall<ListFilesRequest, FileList> call, CallOutlet outlet) {
        HttpStream stream = outlet.stream();
        stream.whenThere(
                files.list(),
                stream.loop().eventLoop(),
                outcome -> CallErrors.answer(outcome.map(FileProto::message), call),
                stream::end);
        return new OnlyAnswer();
    }

    private PushHandler.Push download(
            FileRequest request, ServerCall<FileRequest, DownloadChunk> call, CallOutlet outlet) {
        if (request.getNamesCount() > 0) {
            throw CallErrors.of(Refusal.badRequest("names (expected: name, a call for each)"));
        }
        Download download = downloads
                .on(outlet.stream().loop())
                .begin(request.getName(), List.of(), new DownloadCall(outlet.stream(), request.getOffset(), call));
        return new PushHandler.Push() {
            @Override
            public Continuation continuation() {
                return Continuation.ENDS;
            }

            @Override
            public void onReady() {
                download.onWritable();
            }

            @Override
            public void close() {
                download.close();
            }
        };
    }

    /** Nothing is pushed: an answer comes, and that is all. */
    private static final class OnlyAnswer implements PushHandler.Push {
        @Override
        public Continuation continuation() {
            return Continuation.ENDS;
        }

        @Override
        public void onReady() {}

        @Override
        public void close() {}
    }
}
