package io.quotegate.port;

import static io.quotegate.port.GrpcIT.assertRefused;
import static io.quotegate.port.GrpcIT.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConversionRate;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.ConversionTotal;
import io.quotegate.codec.proto.v1.ConvertRequest;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversions by grpc-java's client, in each of the four kinds of call. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcConversionIT {
    private static final int PRECISION = 18;

    private SimulatedMarket market;
    private ManagedChannel channel;
    private ConversionServiceGrpc.ConversionServiceBlockingStub blocking;
    private ConversionServiceGrpc.ConversionServiceStub async;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(1000);
        channel = GrpcIT.channel(market.gateway());
        blocking = ConversionServiceGrpc.newBlockingStub(channel);
        async = ConversionServiceGrpc.newStub(channel);
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        market.close();
    }

    private static ConvertRequest request(String amount, String from, String to) {
        return ConvertRequest.newBuilder()
                .setAmount(amount)
                .setFrom(from)
                .setTo(to)
                .build();
    }

    /** The messages of a call, and how it ended. */
    private static final class Answers<T> implements StreamObserver<T> {
        final BlockingQueue<T> messages = new LinkedBlockingQueue<>();
        final CompletableFuture<Boolean> end = new CompletableFuture<>();

        @Override
        public void onNext(T message) {
            messages.add(message);
        }

        @Override
        public void onError(Throwable cause) {
            end.completeExceptionally(cause);
        }

        @Override
        public void onCompleted() {
            end.complete(true);
        }

        T next() throws InterruptedException {
            T message = messages.poll(60, TimeUnit.SECONDS);
            if (message == null) {
                throw new AssertionError("no answer within a minute");
            }
            return message;
        }

        StatusRuntimeException refusal() throws Exception {
            try {
                end.get(60, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof StatusRuntimeException refusal) {
                    return refusal;
                }
                throw e;
            }
            throw new AssertionError("it was not refused");
        }
    }

    /** The result follows from the amount and the rates that the answer names. */
    private static void assertRight(Conversion conversion) {
        assertThat(conversion.getFrom()).isEqualTo("BTC");
        assertThat(conversion.getTo()).isEqualTo("ETH");
        assertThat(conversion.getPathList()).containsExactly("BTC-USDT", "ETH-USDT");
        BigDecimal expected = new BigDecimal(conversion.getAmount())
                .multiply(new BigDecimal(conversion.getRates(0).getRate()))
                .divide(
                        new BigDecimal(conversion.getRates(1).getRate()),
                        new MathContext(PRECISION, RoundingMode.HALF_EVEN));
        assertThat(new BigDecimal(conversion.getResult())).isEqualByComparingTo(expected);
        assertThat(conversion.getRatesList())
                .extracting(ConversionRate::getSource)
                .containsExactly("okx", "okx");
    }

    @Test
    void convertsOneAmount() {
        Conversion conversion = blocking.convert(request("1.50", "BTC", "ETH"));
        assertThat(conversion.getAmount()).isEqualTo("1.50");
        assertRight(conversion);
    }

    @Test
    void convertsEachAmountInTurn() throws Exception {
        Answers<Conversion> answers = new Answers<>();
        StreamObserver<ConvertRequest> call = async.convertEach(answers);
        for (int i = 1; i <= 1000; i++) {
            call.onNext(request(i + ".5", "BTC", "ETH"));
        }
        for (int i = 1; i <= 1000; i++) {
            Conversion conversion = answers.next();
            assertThat(conversion.getAmount()).isEqualTo(i + ".5");
            assertRight(conversion);
        }
        call.onNext(request("2", "BTC", "ETH"));
        assertThat(answers.next().getAmount()).as("after a pause too").isEqualTo("2");
        call.onCompleted();
        assertThat(answers.end.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void addsManyAmountsUp() throws Exception {
        Answers<ConversionTotal> answers = new Answers<>();
        StreamObserver<ConvertRequest> call = async.convertTotal(answers);
        call.onNext(request("1.5", "EUR", "EUR"));
        call.onNext(request("2.25", "EUR", ""));
        for (int i = 0; i < 100; i++) {
            call.onNext(request("0.01", "EUR", "EUR"));
        }
        call.onCompleted();
        ConversionTotal total = answers.next();
        assertThat(new BigDecimal(total.getResult())).isEqualByComparingTo("4.75");
        assertThat(total.getTo()).isEqualTo("EUR");
        assertThat(total.getCount()).isEqualTo(102);
        assertThat(answers.end.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-1 | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: -1 (expected: ",
                "0 | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: 0 (expected: ",
                "0.000 | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: 0.000 (expected: ",
                "'' | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: missing (expected: ",
                "abc | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: abc (expected: ",
                "1e5 | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: 1e5 (expected: ",
                "NaN | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: NaN (expected: ",
                "1234567890123456789012345678901 | BTC | ETH | INVALID_ARGUMENT | bad_request | amount: 1234567",
                "1 | '' | ETH | INVALID_ARGUMENT | bad_request | from: missing (expected: ",
                "1 | BTC | '' | INVALID_ARGUMENT | bad_request | to: missing (expected: ",
                "1 | XYZ | ETH | NOT_FOUND | unknown_currency | unknown currency: XYZ",
                "1 | BTC | eth | NOT_FOUND | unknown_currency | unknown currency: eth"
            })
    void refusesTheSameInEachKindOfCall(
            String amount, String from, String to, Status.Code status, String code, String message) throws Exception {
        ConvertRequest wrong = request(amount, from, to);
        assertRefused(refusal(() -> blocking.convert(wrong)), status, code, message);
        assertRefused(refusal(() -> blocking.watchConversion(wrong).next()), status, code, message);
        assertAnsweredInItsPlace(wrong, code, message);
        Function<Answers<ConversionTotal>, StreamObserver<ConvertRequest>> total = async::convertTotal;
        assertRefused(refused(total, wrong), status, code, message);
    }

    /** How the call ends, though the client goes on sending. */
    private static <T> StatusRuntimeException refused(
            Function<Answers<T>, StreamObserver<ConvertRequest>> method, ConvertRequest wrong) throws Exception {
        Answers<T> answers = new Answers<>();
        StreamObserver<ConvertRequest> call = method.apply(answers);
        call.onNext(wrong);
        call.onNext(request("1", "BTC", "ETH"));
        StatusRuntimeException refusal = answers.refusal();
        assertThat(answers.messages).isEmpty();
        return refusal;
    }

    private void assertAnsweredInItsPlace(ConvertRequest wrong, String code, String message) throws Exception {
        Answers<Conversion> answers = new Answers<>();
        StreamObserver<ConvertRequest> call = async.convertEach(answers);
        call.onNext(wrong);
        call.onNext(request("1", "BTC", "ETH"));
        call.onNext(wrong);
        call.onCompleted();
        Conversion refused = answers.next();
        assertThat(refused.getError().getCode()).isEqualTo(code);
        assertThat(refused.getError().getMessage()).startsWith(message);
        assertThat(refused.getAmount()).isEqualTo(wrong.getAmount());
        assertThat(refused.getResult()).isEmpty();
        Conversion right = answers.next();
        assertThat(right.hasError()).isFalse();
        assertRight(right);
        assertThat(answers.next()).isEqualTo(refused);
        assertThat(answers.end.get(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void refusesATotalInTwoCurrencies() throws Exception {
        Answers<ConversionTotal> answers = new Answers<>();
        StreamObserver<ConvertRequest> call = async.convertTotal(answers);
        call.onNext(request("1", "BTC", "ETH"));
        call.onNext(request("1", "BTC", "EUR"));
        StatusRuntimeException refusal = answers.refusal();
        assertThat(refusal.getStatus().getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(refusal.getStatus().getDescription()).startsWith("to: EUR (expected: ");
    }

    @Test
    void watchesAConversionFromOnePriceToTheNext() {
        Iterator<Conversion> results = blocking.watchConversion(request("1", "BTC", "ETH"));
        List<ConversionRate> before = List.of();
        for (int i = 0; i < 100; i++) {
            Conversion conversion = results.next();
            assertRight(conversion);
            assertThat(prices(conversion.getRatesList())).as("a new price").isNotEqualTo(prices(before));
            before = conversion.getRatesList();
        }
    }

    private static List<String> prices(List<ConversionRate> rates) {
        return rates.stream()
                .map(rate -> rate.getPair() + ' ' + rate.getRate() + ' ' + rate.getSource())
                .toList();
    }

    @Test
    void refusesStaleRatesUnlessTheyAreAllowedAndEndsAWatchThatBecomesStale() throws Exception {
        try (SimulatedMarket gone = new SimulatedMarket(
                200, "feeds.stale-after=500ms", "feeds.connect-timeout=500ms", "feeds.max-backoff=500ms")) {
            ManagedChannel other = GrpcIT.channel(gone.gateway());
            try {
                ConversionServiceGrpc.ConversionServiceBlockingStub stub = ConversionServiceGrpc.newBlockingStub(other);
                ConvertRequest strict = request("1", "BTC", "EUR");
                ConvertRequest lenient = strict.toBuilder().setAllowStale(true).build();
                Answers<Conversion> strictWatch = new Answers<>();
                ConversionServiceGrpc.newStub(other).watchConversion(strict, strictWatch);
                strictWatch.next();
                Answers<Conversion> lenientWatch = new Answers<>();
                ConversionServiceGrpc.newStub(other).watchConversion(lenient, lenientWatch);
                lenientWatch.next();
                gone.stopOkx();
                gone.stopBinance();
                String message = "the quote of BTC-USDT is stale (allow_stale takes it)";
                assertRefused(strictWatch.refusal(), Status.Code.FAILED_PRECONDITION, "stale", message);
                assertRefused(refusal(() -> stub.convert(strict)), Status.Code.FAILED_PRECONDITION, "stale", message);
                assertThat(stub.convert(lenient).getResult()).isNotEmpty();
                assertThat(lenientWatch.end).isNotDone();
            } finally {
                other.shutdownNow();
            }
        }
    }
}
