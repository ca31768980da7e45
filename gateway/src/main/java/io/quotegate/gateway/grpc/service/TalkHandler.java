package io.quotegate.gateway.grpc.service;

import static java.util.Objects.requireNonNull;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.grpc.GrpcCall;
import org.jspecify.annotations.Nullable;

/**
 * A method in which both sides talk: requests are taken one by one, as fast as the client takes what it is told. On the
 * call's event loop.
 */
final class TalkHandler<ReqT, RespT> implements ServerCallHandler<ReqT, RespT> {
    private final Opener<ReqT, RespT> opener;

    TalkHandler(Opener<ReqT, RespT> opener) {
        this.opener = opener;
    }

    /** Begins a conversation. */
    @FunctionalInterface
    interface Opener<ReqT, RespT> {
        Talk<ReqT> open(ServerCall<ReqT, RespT> call, CallOutlet outlet);
    }

    /** Our side of a conversation. */
    interface Talk<ReqT> {
        /**
         * Answers.
         *
         * @throws StatusRuntimeException to end the call
         */
        void onRequest(ReqT request);

        /** It is over. May be called twice. */
        void close();
    }

    @Override
    public ServerCall.Listener<ReqT> startCall(ServerCall<ReqT, RespT> call, Metadata head) {
        CallOutlet outlet = requireNonNull(call.getAttributes().get(GrpcCall.OUTLET), "outlet");
        call.sendHeaders(new Metadata());
        Listener<ReqT> listener = new Listener<>(call, opener.open(call, outlet));
        call.request(1);
        return listener;
    }

    private static final class Listener<ReqT> extends ServerCall.Listener<ReqT> {
        private final ServerCall<ReqT, ?> call;
        private final Talk<ReqT> talk;

        private boolean ended;
        private boolean waiting; // to ask for the next request

        Listener(ServerCall<ReqT, ?> call, Talk<ReqT> talk) {
            this.call = call;
            this.talk = talk;
        }

        @Override
        public void onMessage(ReqT request) {
            if (ended) {
                return;
            }
            try {
                talk.onRequest(request);
                waiting = true;
                onReady();
            } catch (StatusRuntimeException e) {
                end(e.getStatus(), e.getTrailers());
            }
        }

        @Override
        public void onReady() {
            if (waiting && !ended && call.isReady()) {
                waiting = false;
                call.request(1);
            }
        }

        @Override
        public void onHalfClose() {
            end(Status.OK, null);
        }

        private void end(Status status, @Nullable Metadata trailers) {
            if (!ended) {
                ended = true;
                talk.close();
                call.close(status, trailers == null ? new Metadata() : trailers);
            }
        }

        @Override
        public void onCancel() {
            onComplete();
        }

        @Override
        public void onComplete() {
            ended = true;
            talk.close();
        }
    }
}
