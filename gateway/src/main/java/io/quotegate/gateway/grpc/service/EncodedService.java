package io.quotegate.gateway.grpc.service;

import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;

/** A service some of whose answers are encoded by hand, so that its methods are not just those that were generated. */
final class EncodedService {
    private EncodedService() {}

    /** The service that {@code described} is, which reflection tells as it was generated, with all of its {@code methods}. */
    static ServerServiceDefinition of(ServiceDescriptor described, ServerMethodDefinition<?, ?>... methods) {
        ServiceDescriptor.Builder descriptor =
                ServiceDescriptor.newBuilder(described.getName()).setSchemaDescriptor(described.getSchemaDescriptor());
        for (ServerMethodDefinition<?, ?> method : methods) {
            descriptor.addMethod(method.getMethodDescriptor());
        }
        ServerServiceDefinition.Builder service = ServerServiceDefinition.builder(descriptor.build());
        for (ServerMethodDefinition<?, ?> method : methods) {
            service.addMethod(method);
        }
        return service.build();
    }
}
