import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.util.concurrent.CountDownLatch;

/** What an amount is worth, again at each price change. One request, many answers, told as they come. */
public final class WatchConversionAsync {
    private WatchConversionAsync() {}

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        ConvertRequest request = ConvertRequest.newBuilder()
                .setAmount("1")
                .setFrom("ETH")
                .setTo("EUR")
                .build();
        CountDownLatch left = new CountDownLatch(5);
        ConversionServiceGrpc.newStub(channel).watchConversion(request, new StreamObserver<>() {
            @Override
            public void onNext(Conversion conversion) {
                if (left.getCount() > 0) {
                    System.out.println("1 ETH = " + conversion.getResult() + " EUR");
                    left.countDown();
                }
            }

            @Override
            public void onError(Throwable cause) {
                if (left.getCount() > 0) { // else we have hung up ourselves
                    Example.fail(cause);
                }
            }

            @Override
            public void onCompleted() {
                // The gateway goes on for as long as we listen.
            }
        });
        left.await();
        channel.shutdownNow(); // which cancels the call
    }
}
