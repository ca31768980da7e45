import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.util.concurrent.TimeUnit;

/** One amount in another currency. One request, one answer, waited for. */
public final class ConvertBlocking {
    private ConvertBlocking() {}

    public static void main(String[] arguments) {
        ManagedChannel channel = Example.channel(arguments);
        try {
            Conversion conversion = ConversionServiceGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .convert(ConvertRequest.newBuilder()
                            .setAmount("1.5")
                            .setFrom("BTC")
                            .setTo("ETH")
                            .build());
            System.out.println(conversion.getAmount() + " BTC = " + conversion.getResult() + " ETH by "
                    + String.join(", ", conversion.getPathList()));
        } catch (StatusRuntimeException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }
}
