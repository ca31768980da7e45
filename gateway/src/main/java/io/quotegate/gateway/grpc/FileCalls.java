package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.InteractiveProto;
import io.quotegate.codec.proto.v1.FileList;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import io.quotegate.gateway.interactive.Interactive;

/** {@code quotegate.v1.FileService}. Any thread, but downloads need our own transport. */
public final class FileCalls implements BindableService {
    private final Interactive services;

    public FileCalls(Interactive services) {
        this.services = services;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(FileServiceGrpc.getServiceDescriptor())
                .addMethod(FileServiceGrpc.getListFilesMethod(), ServerCalls.asyncUnaryCall(this::list))
                .addMethod(
                        FileServiceGrpc.getDownloadMethod(),
                        new PushHandler<>((request, call, outlet) ->
                                DownloadCall.open(services, request, call, outlet.exchange())))
                .build();
    }

    private void list(ListFilesRequest request, StreamObserver<FileList> answer) {
        services.files()
                .list()
                .thenAccept(outcome -> CallErrors.answer(outcome.map(InteractiveProto::message), answer));
    }
}
