package io.quotegate.gateway.grpc.service;

import static java.util.Objects.requireNonNull;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.Continuation;
import io.quotegate.gateway.grpc.GrpcCall;
import io.quotegate.gateway.grpc.OngoingCall;
import org.jspecify.annotations.Nullable;

/**
 * A method that answers one request by pushing for as long as the client listens, past the service's own messages where
 * it wants to. On the call's event loop.
 */
final class PushHandler<ReqT, RespT> implements ServerCallHandler<ReqT, RespT> {
    private final Opener<ReqT, RespT> opener;

    PushHandler(Opener<ReqT, RespT> opener) {
        this.opener = opener;
    }

    /** Begins to push. */
    @FunctionalInterface
    interface Opener<ReqT, RespT> {
        /**
         * Sends the head and what is known at once.
         *
         * @throws StatusRuntimeException if the request is refused; nothing was sent then
         */
        Push open(ReqT request, ServerCall<ReqT, RespT> call, CallOutlet outlet);
    }

    /** What goes on until the client leaves. */
    interface Push extends OngoingCall {
        @Override
        default Continuation continuation() {
            return Continuation.LASTS_CONFLATED;
        }

        /** The client takes more again. */
        void onReady();

        /** It is over. */
        void close();
    }

    @Override
    public ServerCall.Listener<ReqT> startCall(ServerCall<ReqT, RespT> call, Metadata head) {
        call.request(2); // the second is not to come
        return new Listener<>(opener, call);
    }

    private static final class Listener<ReqT, RespT> extends ServerCall.Listener<ReqT> {
        private final Opener<ReqT, RespT> opener;
        private final ServerCall<ReqT, RespT> call;

        private @Nullable ReqT request;
        private @Nullable Push push;
        private boolean refused;

        Listener(Opener<ReqT, RespT> opener, ServerCall<ReqT, RespT> call) {
            this.opener = opener;
            this.call = call;
        }

        @Override
        public void onMessage(ReqT message) {
            if (request != null) {
                refuse(Status.INTERNAL.withDescription("Too many requests").asRuntimeException());
            }
            request = message;
        }

        @Override
        public void onHalfClose() {
            if (request == null) {
                refuse(Status.INTERNAL
                        .withDescription("Half-closed without a request")
                        .asRuntimeException());
            } else if (!refused) {
                CallOutlet outlet = requireNonNull(call.getAttributes().get(GrpcCall.OUTLET), "outlet");
                try {
                    push = opener.open(request, call, outlet);
                    outlet.ongoing().accept(push);
                } catch (StatusRuntimeException e) {
                    refuse(e);
                }
            }
        }

        private void refuse(StatusRuntimeException error) {
            if (!refused) {
                refused = true;
                CallErrors.end(call, error);
            }
        }

        @Override
        public void onReady() {
            if (push != null) {
                push.onReady();
            }
        }

        @Override
        public void onCancel() {
            onComplete();
        }

        @Override
        public void onComplete() {
            if (push != null) {
                push.close();
                push = null;
            }
        }
    }
}
