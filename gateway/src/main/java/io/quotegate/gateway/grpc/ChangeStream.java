package io.quotegate.gateway.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;

/**
 * Answers one call with a value, and with what it has become whenever that is news. A client that reads too slowly gets
 * the newest when it can take it. Confined to the call's event loop.
 */
final class ChangeStream<ValueT, MessageT> {
    private final ServerCall<?, MessageT> call;
    private final Source<ValueT, MessageT> source;

    private ValueT sent;
    private boolean behind; // something changed while the client took nothing
    private boolean ended;

    /** Where the values come from. */
    interface Source<ValueT, MessageT> {
        /**
         * The value of now.
         *
         * @throws StatusRuntimeException if there is none any more, which ends the call
         */
        ValueT now();

        /** Whether the client is to hear of {@code now}, which was last told {@code before}. */
        boolean isNews(ValueT now, ValueT before);

        MessageT message(ValueT value);
    }

    private ChangeStream(ServerCall<?, MessageT> call, Source<ValueT, MessageT> source, ValueT first) {
        this.call = call;
        this.source = source;
        sent = first;
    }

    /** Sends the head and {@code first}. */
    static <ValueT, MessageT> ChangeStream<ValueT, MessageT> begin(
            ServerCall<?, MessageT> call, Source<ValueT, MessageT> source, ValueT first) {
        call.sendHeaders(new Metadata());
        call.sendMessage(source.message(first));
        return new ChangeStream<>(call, source, first);
    }

    /** Something may have changed. */
    void update() {
        if (ended) {
            return;
        }
        behind = !call.isReady();
        if (behind) {
            return;
        }
        ValueT now;
        try {
            now = source.now();
        } catch (StatusRuntimeException e) {
            ended = true;
            Metadata trailers = e.getTrailers();
            call.close(e.getStatus(), trailers == null ? new Metadata() : trailers);
            return;
        }
        if (source.isNews(now, sent)) {
            sent = now;
            call.sendMessage(source.message(now));
        }
    }

    /** The client takes more again. */
    void onReady() {
        if (behind) {
            update();
        }
    }

    /** Nothing more is sent. */
    void end() {
        ended = true;
    }
}
