import io.grpc.ManagedChannel;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import java.util.concurrent.CountDownLatch;

/** Quotes of all pairs, asked for one by one, so that a slow reader gets the newest and is told what it missed. */
public final class StreamQuotesAsync implements ClientResponseObserver<StreamQuotesRequest, Quote> {
    private final CountDownLatch over = new CountDownLatch(1);
    private ClientCallStreamObserver<StreamQuotesRequest> call;
    private int count;

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        StreamQuotesAsync reader = new StreamQuotesAsync();
        QuoteServiceGrpc.newStub(channel).streamQuotes(StreamQuotesRequest.getDefaultInstance(), reader);
        reader.over.await();
        channel.shutdownNow();
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<StreamQuotesRequest> begun) {
        call = begun;
        begun.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(Quote quote) {
        System.out.println(quote.getPair() + " #" + quote.getSeq() + " bid " + quote.getBid()
                + (quote.hasDrops() ? " after " + quote.getDrops() + " that were skipped" : ""));
        if (++count == 20) {
            call.cancel("enough", null);
        } else {
            call.request(1);
        }
    }

    @Override
    public void onError(Throwable cause) {
        if (count < 20) {
            Example.fail(cause);
        }
        over.countDown();
    }

    @Override
    public void onCompleted() {
        over.countDown();
    }
}
