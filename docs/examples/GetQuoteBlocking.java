import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import java.util.concurrent.TimeUnit;

/** The newest quote of a pair, and what is said of a pair that nobody knows. */
public final class GetQuoteBlocking {
    /** Several refusals share a status; this trailer tells them apart. */
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);

    private GetQuoteBlocking() {}

    public static void main(String[] arguments) {
        String target = arguments.length > 0 ? arguments[0] : "127.0.0.1:8080";
        ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create())
                .build();
        try {
            QuoteServiceGrpc.QuoteServiceBlockingStub quotes = QuoteServiceGrpc.newBlockingStub(channel);
            Quote quote = quotes.withDeadlineAfter(5, TimeUnit.SECONDS).getQuote(request("BTC-USDT"));
            System.out.println(quote.getPair() + " bid " + quote.getBid() + " ask " + quote.getAsk());
            quotes.withDeadlineAfter(5, TimeUnit.SECONDS).getQuote(request("NO-SUCH"));
        } catch (StatusRuntimeException e) {
            System.out.println(e.getStatus() + " (" + e.getTrailers().get(CODE) + ')');
        } finally {
            channel.shutdownNow();
        }
    }

    private static GetQuoteRequest request(String pair) {
        return GetQuoteRequest.newBuilder().setPair(pair).build();
    }
}
