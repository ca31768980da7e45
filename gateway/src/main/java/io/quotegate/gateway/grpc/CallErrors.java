package io.quotegate.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.api.ErrorCode;

/** Tells a client what was wrong with its call: the status, and the code that every protocol shares. Any thread. */
final class CallErrors {
    /** Trailer with the code as the other protocols spell it, because several share a status. */
    static final Metadata.Key<String> CODE = Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);

    private CallErrors() {}

    static StatusRuntimeException of(ErrorCode code, String message) {
        Metadata trailers = new Metadata();
        trailers.put(CODE, code.wireName());
        return Status.fromCodeValue(code.grpcStatus()).withDescription(message).asRuntimeException(trailers);
    }
}
