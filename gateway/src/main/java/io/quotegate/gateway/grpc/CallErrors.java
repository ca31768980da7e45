package io.quotegate.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;

/** Tells a client what was wrong with its call: the status, and the code that every protocol shares. Any thread. */
public final class CallErrors {
    /** Trailer with the code as the other protocols spell it, because several share a status. */
    static final Metadata.Key<String> CODE = Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);

    /**
     * Trailer by which a client is told how long to wait, in milliseconds.
     *
     * @see <a href="https://github.com/grpc/proposal/blob/master/A6-client-retries.md">gRFC A6, pushback</a>
     */
    private static final Metadata.Key<String> RETRY =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private CallErrors() {}

    /** Trailers for a client that is to come back in {@code ms}; none for 0. */
    static Metadata retryAfter(int ms) {
        Metadata trailers = new Metadata();
        if (ms > 0) {
            trailers.put(RETRY, String.valueOf(ms));
        }
        return trailers;
    }

    public static StatusRuntimeException of(Refusal refusal) {
        Metadata trailers = new Metadata();
        trailers.put(CODE, refusal.code().wireName());
        return Status.fromCodeValue(refusal.code().grpcStatus())
                .withDescription(refusal.message())
                .asRuntimeException(trailers);
    }

    /** Ends a call with its one answer, or with the error that there is none. */
    public static <T> void answer(Outcome<T> outcome, StreamObserver<T> call) {
        outcome.onRefusal(refusal -> call.onError(of(refusal))).onAnswer(message -> {
            call.onNext(message);
            call.onCompleted();
        });
    }

    /** The same of a call that nobody observes. */
    public static <T> void answer(Outcome<T> outcome, ServerCall<?, T> call) {
        outcome.onRefusal(refusal -> end(call, of(refusal))).onAnswer(message -> {
            call.sendHeaders(new Metadata());
            call.sendMessage(message);
            call.close(Status.OK, new Metadata());
        });
    }

    /** Ends {@code call} with {@code error}. */
    public static void end(ServerCall<?, ?> call, StatusRuntimeException error) {
        Metadata trailers = error.getTrailers();
        call.close(error.getStatus(), trailers == null ? new Metadata() : trailers);
    }
}
