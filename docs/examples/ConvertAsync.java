import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ManagedChannel;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.util.concurrent.CountDownLatch;

/** One amount in another currency. One request, one answer, told when it comes. */
public final class ConvertAsync {
    private ConvertAsync() {}

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        ConvertRequest request = ConvertRequest.newBuilder()
                .setAmount("100")
                .setFrom("EUR")
                .setTo("BTC")
                .build();
        CountDownLatch over = new CountDownLatch(1);
        Futures.addCallback(
                ConversionServiceGrpc.newFutureStub(channel).convert(request),
                new FutureCallback<>() {
                    @Override
                    public void onSuccess(Conversion conversion) {
                        System.out.println(conversion.getAmount() + " EUR = " + conversion.getResult() + " BTC");
                        over.countDown();
                    }

                    @Override
                    public void onFailure(Throwable cause) {
                        Example.fail(cause);
                    }
                },
                MoreExecutors.directExecutor());
        over.await();
        channel.shutdownNow();
    }
}
