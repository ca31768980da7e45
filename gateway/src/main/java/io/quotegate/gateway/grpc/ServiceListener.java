package io.quotegate.gateway.grpc;

import io.grpc.Context;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service of one call, told of everything inside the call's context, and of the end once, when it is told nothing
 * else. Confined to the call's event loop.
 */
final class ServiceListener<ReqT> {
    /** As grpc-java words it. */
    private static final String APPLICATION_ERROR = "Application error processing RPC";

    private static final Logger LOG = LoggerFactory.getLogger(ServiceListener.class);

    private final MethodDescriptor<ReqT, ?> method;
    private final Context.CancellableContext context;
    private final Consumer<Status> failures;

    private ServerCall.Listener<ReqT> listener = new ServerCall.Listener<>() {};
    private boolean calling; // the service is being told something
    private boolean closed; // and the service does not know yet
    private boolean complete;

    /** @param failures hears what a call ends with whose service failed */
    ServiceListener(MethodDescriptor<ReqT, ?> method, Context.CancellableContext context, Consumer<Status> failures) {
        this.method = method;
        this.context = context;
        this.failures = failures;
    }

    /** Lets the service begin. */
    <RespT> void start(ServerCallHandler<ReqT, RespT> handler, GrpcCall<ReqT, RespT> call, Metadata head) {
        tell(() -> {
            listener = handler.startCall(call, head);
            if (!method.getType().serverSendsOneMessage()) {
                listener.onReady();
            }
        });
    }

    void onMessage(ReqT message) {
        tell(() -> listener.onMessage(message));
    }

    void onHalfClose() {
        tell(listener::onHalfClose);
    }

    void onReady() {
        tell(listener::onReady);
    }

    /** The stream is gone; {@code isComplete} if the whole answer was sent. */
    void onClosed(boolean isComplete) {
        closed = true;
        complete = isComplete;
        if (!calling) {
            tellEnd();
        }
    }

    /** Runs {@code step} of the service in the call's context. */
    private void tell(Runnable step) {
        Context previous = context.attach();
        calling = true;
        try {
            step.run();
        } catch (RuntimeException | Error e) { // whatever a service throws, other calls of the connection go on
            LOG.warn("{} failed", method.getFullMethodName(), e);
            failures.accept(Status.UNKNOWN.withDescription(APPLICATION_ERROR));
        } finally {
            calling = false;
            context.detach(previous);
        }
        if (closed) {
            tellEnd();
        }
    }

    private void tellEnd() {
        ServerCall.Listener<ReqT> told = listener;
        listener = new ServerCall.Listener<>() {};
        closed = false; // told once
        tell(complete ? told::onComplete : told::onCancel);
        context.cancel(complete ? null : Status.CANCELLED.asRuntimeException());
    }

    /** The status that grpc-java gives a call whose {@code fault} is not told apart by a service. */
    static Status applicationError(String fault) {
        return Status.UNKNOWN.withDescription(APPLICATION_ERROR + ": " + fault);
    }
}
