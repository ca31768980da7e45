import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import java.util.Iterator;

/** Every quote of two pairs as it comes, until there were twenty. */
public final class StreamQuotesBlocking {
    private StreamQuotesBlocking() {}

    public static void main(String[] arguments) {
        ManagedChannel channel = Example.channel(arguments);
        try {
            StreamQuotesRequest request = StreamQuotesRequest.newBuilder()
                    .addPairs("BTC-USDT")
                    .addPairs("ETH-USDT")
                    .setMode(Mode.MODE_ALL)
                    .build();
            Iterator<Quote> quotes = QuoteServiceGrpc.newBlockingStub(channel).streamQuotes(request);
            for (int i = 0; i < 20; i++) {
                Quote quote = quotes.next();
                System.out.println(quote.getPair() + " #" + quote.getSeq() + " bid " + quote.getBid());
            }
        } catch (StatusRuntimeException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }
}
