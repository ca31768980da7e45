import io.grpc.ManagedChannel;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConversionTotal;
import io.quotegate.codec.proto.v1.ConvertRequest;

/** Many amounts, one total. Many requests, one answer, each written when there is room for it. */
public final class ConvertTotalBlocking {
    private ConvertTotalBlocking() {}

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        try {
            BlockingClientCall<ConvertRequest, ConversionTotal> call =
                    ConversionServiceGrpc.newBlockingV2Stub(channel).convertTotal();
            call.write(request("0.5", "BTC"));
            call.write(request("10", "ETH"));
            call.write(request("250", "EUR"));
            call.halfClose();
            ConversionTotal total = call.read();
            System.out.println(total.getCount() + " amounts = " + total.getResult() + ' ' + total.getTo());
        } catch (StatusException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }

    private static ConvertRequest request(String amount, String from) {
        return ConvertRequest.newBuilder()
                .setAmount(amount)
                .setFrom(from)
                .setTo("EUR")
                .build();
    }
}
