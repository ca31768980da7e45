package io.quotegate.bench.chaos.client;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Quotes by a call of gRPC, which is sent nothing, told as the JSON that says the same. */
final class CallCarrier implements Carrier {
    private final ManagedChannel channel;
    private final Arrivals arrivals = new Arrivals();
    private final Observer observer = new Observer();

    CallCarrier(int port, String mode) {
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        StreamQuotesRequest request = StreamQuotesRequest.newBuilder()
                .addPairs("*")
                .setMode(ProtoCarrier.mode(mode))
                .build();
        QuoteServiceGrpc.newStub(channel).streamQuotes(request, observer);
    }

    /** Takes one after another, so that a client that sleeps takes nothing. */
    private final class Observer implements ClientResponseObserver<StreamQuotesRequest, Quote> {
        private @Nullable ClientCallStreamObserver<StreamQuotesRequest> call;

        @Override
        public void beforeStart(ClientCallStreamObserver<StreamQuotesRequest> started) {
            call = started;
            started.disableAutoRequestWithInitial(1);
        }

        @Override
        public void onNext(Quote quote) {
            arrivals.put(ProtoCarrier.quote(quote));
            if (call != null) {
                call.request(1);
            }
        }

        @Override
        public void onError(Throwable cause) {
            Status status = Status.fromThrowable(cause);
            arrivals.put(Carrier.bye(status.getCode() + " " + status.getDescription()));
            arrivals.end();
        }

        @Override
        public void onCompleted() {
            arrivals.end();
        }
    }

    @Override
    public void send(String text) {}

    @Override
    public @Nullable String receive() throws IOException {
        return arrivals.take();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
