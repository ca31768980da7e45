import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConvertRequest;

/** Amounts and results in turn on one call. Many requests, many answers, each waited for. */
public final class ConvertEachBlocking {
    private ConvertEachBlocking() {}

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        try {
            BlockingClientCall<ConvertRequest, Conversion> call =
                    ConversionServiceGrpc.newBlockingV2Stub(channel).convertEach();
            for (String amount : new String[] {"1", "2.5", "40"}) {
                call.write(ConvertRequest.newBuilder()
                        .setAmount(amount)
                        .setFrom("SOL")
                        .setTo("EUR")
                        .build());
                System.out.println(amount + " SOL = " + call.read().getResult() + " EUR");
            }
            call.halfClose();
        } catch (StatusException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }
}
