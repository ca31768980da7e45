import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.util.Iterator;

/** What an amount is worth, again at each price change. One request, many answers, waited for one by one. */
public final class WatchConversionBlocking {
    private WatchConversionBlocking() {}

    public static void main(String[] arguments) {
        ManagedChannel channel = Example.channel(arguments);
        try {
            Iterator<Conversion> results = ConversionServiceGrpc.newBlockingStub(channel)
                    .watchConversion(ConvertRequest.newBuilder()
                            .setAmount("1")
                            .setFrom("BTC")
                            .setTo("ETH")
                            .build());
            for (int i = 0; i < 5; i++) {
                System.out.println("1 BTC = " + results.next().getResult() + " ETH");
            }
        } catch (StatusRuntimeException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }
}
