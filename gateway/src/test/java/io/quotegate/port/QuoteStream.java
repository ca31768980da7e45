package io.quotegate.port;

import static java.util.Objects.requireNonNull;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One call of {@code StreamQuotes}, whose every quote is checked: {@code seq} follows {@code seq} and {@code drops}. */
final class QuoteStream implements ClientResponseObserver<StreamQuotesRequest, Quote>, AutoCloseable {
    private final Map<String, Quote> newest = new ConcurrentHashMap<>();
    private volatile long quotes;
    private volatile long drops;
    private volatile boolean stopped;
    private volatile @Nullable String wrong;
    private volatile @Nullable Status end;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable ClientCallStreamObserver<StreamQuotesRequest> call;

    static QuoteStream open(Channel channel, Mode mode, String... pairs) {
        QuoteStream stream = new QuoteStream();
        QuoteServiceGrpc.newStub(channel)
                .streamQuotes(
                        StreamQuotesRequest.newBuilder()
                                .addAllPairs(List.of(pairs))
                                .setMode(mode)
                                .build(),
                        stream);
        return stream;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamQuotesRequest> started) {
        started.disableAutoRequestWithInitial(1);
        call = started;
    }

    @Override
    public void onNext(Quote quote) {
        Quote previous = newest.put(quote.getPair(), quote);
        if (previous == null && quote.hasDrops()) {
            wrong = "a first quote with drops: " + quote;
        } else if (previous != null && quote.getSeq() != previous.getSeq() + 1 + quote.getDrops()) {
            wrong = "seq " + quote.getSeq() + " after " + previous.getSeq() + " with " + quote.getDrops() + " drops";
        }
        drops += quote.getDrops();
        quotes++;
        if (!stopped) {
            call().request(1);
        }
    }

    private ClientCallStreamObserver<StreamQuotesRequest> call() {
        ClientCallStreamObserver<StreamQuotesRequest> begun = call;
        if (begun == null) {
            throw new IllegalStateException("not begun");
        }
        return begun;
    }

    @Override
    public void onError(Throwable cause) {
        failure = cause;
        end = Status.fromThrowable(cause);
    }

    @Override
    public void onCompleted() {
        end = Status.OK;
    }

    /** Takes nothing any more. */
    void stop() {
        stopped = true;
    }

    /** Takes what comes again. */
    void goOn() {
        stopped = false;
        call().request(1);
    }

    /** Waits for {@code more} quotes beyond those that came. */
    void await(long more) {
        long wanted = quotes + more;
        SimulatedMarket.await(wanted + " quotes", () -> quotes >= wanted || wrong != null || end != null);
        check();
    }

    /** Waits for the end of the call. */
    Status awaitEnd() {
        SimulatedMarket.await("the end of the call", () -> end != null || wrong != null);
        check();
        return end == null ? Status.OK : end;
    }

    /** Fails if a quote was missed, or came twice. */
    void check() {
        if (wrong != null) {
            throw new AssertionError(wrong);
        }
    }

    long quotes() {
        return quotes;
    }

    long drops() {
        return drops;
    }

    /** The newest quote of each pair. */
    Map<String, Quote> newest() {
        return newest;
    }

    /** The newest quote of a pair that came. */
    Quote newest(String pair) {
        return requireNonNull(newest.get(pair), pair);
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    @Override
    public void close() {
        call().cancel("the test is over", null);
    }
}
