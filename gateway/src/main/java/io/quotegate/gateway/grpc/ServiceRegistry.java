package io.quotegate.gateway.grpc;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.quotegate.api.Right;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The services that are served, and their methods by path. To grpc-java it is the server, which is how reflection finds
 * out what there is; starting and stopping are the gateway's. Immutable: any thread.
 */
public final class ServiceRegistry extends Server {
    private final List<ServerServiceDefinition> services;
    private final Map<String, ServerMethodDefinition<?, ?>> methods = new LinkedHashMap<>();
    private final Map<String, Right> rights = new HashMap<>();

    /**
     * A service that is served.
     *
     * @param right what a client needs to call it
     */
    public record Served(Right right, BindableService service) {}

    private ServiceRegistry(List<Served> served) {
        List<ServerServiceDefinition> bound = new ArrayList<>();
        for (Served one : served) {
            ServerServiceDefinition service = one.service().bindService();
            bound.add(service);
            for (ServerMethodDefinition<?, ?> method : service.getMethods()) {
                String path = '/' + method.getMethodDescriptor().getFullMethodName();
                methods.put(path, KnownFields.only(method));
                rights.put(path, one.right());
            }
        }
        services = List.copyOf(bound);
    }

    /** The registry of {@code services}. */
    public static ServiceRegistry of(List<Served> services) {
        return new ServiceRegistry(services);
    }

    /** What a client needs to call the method at {@code path}. */
    Right right(String path) {
        return Objects.requireNonNull(rights.get(path), path);
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
