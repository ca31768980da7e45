import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.util.concurrent.CountDownLatch;

/** Amounts one way and results the other on one call. Many requests, many answers, told as they come. */
public final class ConvertEachAsync implements StreamObserver<Conversion> {
    private final CountDownLatch over = new CountDownLatch(1);

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        ConvertEachAsync reader = new ConvertEachAsync();
        StreamObserver<ConvertRequest> call =
                ConversionServiceGrpc.newStub(channel).convertEach(reader);
        for (String amount : new String[] {"1", "2.5", "40"}) {
            call.onNext(ConvertRequest.newBuilder()
                    .setAmount(amount)
                    .setFrom("BTC")
                    .setTo("USDT")
                    .build());
        }
        call.onCompleted();
        reader.over.await();
        channel.shutdownNow();
    }

    @Override
    public void onNext(Conversion conversion) {
        System.out.println(conversion.getAmount() + " BTC = " + conversion.getResult() + " USDT");
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
