import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConversionTotal;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.util.concurrent.CountDownLatch;

/** Many amounts, one total. Many requests, one answer, told when it comes. */
public final class ConvertTotalAsync implements StreamObserver<ConversionTotal> {
    private final CountDownLatch over = new CountDownLatch(1);

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        ConvertTotalAsync reader = new ConvertTotalAsync();
        StreamObserver<ConvertRequest> call =
                ConversionServiceGrpc.newStub(channel).convertTotal(reader);
        for (String currency : new String[] {"BTC", "ETH", "SOL"}) {
            call.onNext(ConvertRequest.newBuilder()
                    .setAmount("1")
                    .setFrom(currency)
                    .setTo("USDT")
                    .build());
        }
        call.onCompleted();
        reader.over.await();
        channel.shutdownNow();
    }

    @Override
    public void onNext(ConversionTotal total) {
        System.out.println(total.getCount() + " amounts = " + total.getResult() + ' ' + total.getTo());
    }

    @Override
    public void onError(Throwable cause) {
        Example.fail(cause);
    }

    @Override
    public void onCompleted() {
        over.countDown();
    }
}
