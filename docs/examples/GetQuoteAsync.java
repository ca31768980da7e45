import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.ManagedChannel;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The newest quotes of several pairs, asked for at once. */
public final class GetQuoteAsync {
    private GetQuoteAsync() {}

    public static void main(String[] arguments) throws InterruptedException {
        ManagedChannel channel = Example.channel(arguments);
        try {
            QuoteServiceGrpc.QuoteServiceFutureStub quotes = QuoteServiceGrpc.newFutureStub(channel);
            List<ListenableFuture<Quote>> answers = new ArrayList<>();
            for (String pair : List.of("BTC-USDT", "ETH-USDT", "SOL-USDT")) {
                answers.add(quotes.getQuote(
                        GetQuoteRequest.newBuilder().setPair(pair).build()));
            }
            for (ListenableFuture<Quote> answer : answers) {
                Quote quote = answer.get(5, TimeUnit.SECONDS);
                System.out.println(quote.getPair() + " bid " + quote.getBid() + " ask " + quote.getAsk());
            }
        } catch (ExecutionException | TimeoutException e) {
            Example.fail(e);
        } finally {
            channel.shutdownNow();
        }
    }
}
