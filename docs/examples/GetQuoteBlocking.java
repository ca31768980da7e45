import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
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
        ManagedChannel channel = Example.channel(arguments);
        try {
            QuoteServiceGrpc.QuoteServiceBlockingStub quotes = QuoteServiceGrpc.newBlockingStub(channel);
            Quote quote = quotes.withDeadlineAfter(5, TimeUnit.SECONDS).getQuote(request("BTC-USDT"));
            System.out.println(quote.getPair() + " bid " + quote.getBid() + " ask " + quote.getAsk());
            refused(quotes.withDeadlineAfter(5, TimeUnit.SECONDS));
        } catch (StatusRuntimeException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Asks for what there is not. */
    private static void refused(QuoteServiceGrpc.QuoteServiceBlockingStub quotes) {
        try {
            quotes.getQuote(request("NO-SUCH"));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.NOT_FOUND) {
                throw e;
            }
            System.out.println(e.getStatus() + " (" + e.getTrailers().get(CODE) + ')');
        }
    }

    private static GetQuoteRequest request(String pair) {
        return GetQuoteRequest.newBuilder().setPair(pair).build();
    }
}
