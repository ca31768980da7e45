package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The services that are served, and their methods by path. To grpc-java it is the server, which is how reflection finds
 * out what there is; starting and stopping are the gateway's. Immutable: any thread.
 */
public final class ServiceRegistry extends Server {
    private final List<ServerServiceDefinition> services;
    private final Map<String, ServerMethodDefinition<?, ?>> methods = new LinkedHashMap<>();

    private ServiceRegistry(List<ServerServiceDefinition> services) {
        this.services = services;
        for (ServerServiceDefinition service : services) {
            for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                methods.put('/' + method.getMethodDescriptor().getFullMethodName(), KnownFields.only(method));
            }
        }
    }

    /** The registry of {@code services}. */
    public static ServiceRegistry of(List<BindableService> services) {
        return new ServiceRegistry(
                services.stream().map(BindableService::bindService).toList());
    }

    /** The methods by the paths that call them. */
    Map<String, ServerMethodDefinition<?, ?>> methods() {
        return methods;
    }

    @Override
    public List<ServerServiceDefinition> getServices() {
        return services;
    }

    @Override
    public List<ServerServiceDefinition> getImmutableServices() {
        return services;
    }

    @Override
    public Server start() {
        return this;
    }

    @Override
    public Server shutdown() {
        return this;
    }

    @Override
    public Server shutdownNow() {
        return this;
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public boolean isTerminated() {
        return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return false;
    }

    @Override
    public void awaitTermination() {
        throw new UnsupportedOperationException("the gateway ends with its process");
    }
}
