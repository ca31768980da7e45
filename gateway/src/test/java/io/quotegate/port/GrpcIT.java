package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.GetQuoteRequest;
import io.quotegate.codec.proto.v1.ListQuotesRequest;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quotes and health by grpc-java's client. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcIT {
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);
    private static final String[] PAIRS = {"BTC-USDT", "ETH-USDT"};

    private SimulatedMarket market;
    private ManagedChannel channel;
    private QuoteServiceGrpc.QuoteServiceBlockingStub quotes;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(2000);
        channel = channel(market.gateway());
        quotes = QuoteServiceGrpc.newBlockingStub(channel);
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        market.close();
    }

    static ManagedChannel channel(Gateway gateway) {
        return Grpc.newChannelBuilderForAddress(
                        "127.0.0.1", gateway.address().getPort(), InsecureChannelCredentials.create())
                .build();
    }

    static StatusRuntimeException refusal(ThrowingCallable call) {
        return catchThrowableOfType(StatusRuntimeException.class, call);
    }

    static void assertRefused(StatusRuntimeException refusal, Status.Code status, String code, String message) {
        assertThat(refusal.getStatus().getCode()).isEqualTo(status);
        assertThat(refusal.getStatus().getDescription()).startsWith(message);
        assertThat(refusal.getTrailers()).isNotNull();
        assertThat(refusal.getTrailers().get(CODE)).isEqualTo(code);
    }

    @Test
    void getsTheNewestQuoteOfAPair() {
        long before = quotes.getQuote(get("BTC-USDT")).getSeq();
        SimulatedMarket.await(
                "a newer quote", () -> quotes.getQuote(get("BTC-USDT")).getSeq() > before);
        Quote quote = quotes.getQuote(get("BTC-USDT"));
        assertThat(quote.getPair()).isEqualTo("BTC-USDT");
        assertThat(quote.getVenue()).isEqualTo("okx");
        assertThat(quote.getBid()).matches("[0-9]+(\\.[0-9]+)?");
        assertThat(Double.parseDouble(quote.getAsk())).isGreaterThan(Double.parseDouble(quote.getBid()));
        assertThat(quote.getSimulated()).isTrue();
        assertThat(quote.getStale()).isFalse();
        assertThat(quote.hasDrops()).isFalse();
        assertThat(quote.getReceiveTime()).isPositive();
    }

    private static GetQuoteRequest get(String pair) {
        return GetQuoteRequest.newBuilder().setPair(pair).build();
    }

    @Test
    void listsTheNewestQuotesOfAllPairs() {
        assertThat(quotes.listQuotes(ListQuotesRequest.getDefaultInstance()).getQuotesList())
                .hasSize(9)
                .allSatisfy(quote -> assertThat(quote.getVenue()).isEqualTo("okx"))
                .extracting(Quote::getPair)
                .contains("BTC-USDT", "ETH-USDT", "SOL-USDT")
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource(names = {"MODE_LATEST", "MODE_ALL"})
    void streamsASnapshotAndThenEveryQuoteOnceInManyCallsAtATime(Mode mode) {
        List<QuoteStream> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 12; i++) {
                streams.add(QuoteStream.open(
                        channel, mode, i % 3 == 0 ? new String[0] : i % 3 == 1 ? PAIRS : new String[] {"*"}));
            }
            streams.forEach(stream -> stream.await(150));
            for (int i = 0; i < streams.size(); i++) {
                QuoteStream stream = streams.get(i);
                assertThat(stream.newest()).hasSize(i % 3 == 1 ? 2 : 9);
                assertThat(stream.drops()).as("of a client that keeps up").isZero();
            }
        } finally {
            streams.forEach(QuoteStream::close);
        }
        SimulatedMarket.await("no call left", () -> market.metric("quotegate_connections{protocol=\"grpc\"}") == 0);
    }

    @Test
    void startsAStreamWithTheNewestQuoteThereIs() {
        for (int i = 0; i < 50; i++) {
            long before = quotes.getQuote(get("BTC-USDT")).getSeq();
            try (QuoteStream stream = QuoteStream.open(channel, Mode.MODE_LATEST, "BTC-USDT")) {
                stream.await(1);
                long first = stream.newest("BTC-USDT").getSeq();
                assertThat(first).isGreaterThanOrEqualTo(before - 100); // a delivery may be on its way
                stream.await(3);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"XYZ-USDT", "xyz-usdt", "BTC"})
    void refusesUnknownPairs(String pair) {
        assertRefused(
                refusal(() -> quotes.getQuote(get(pair))),
                Status.Code.NOT_FOUND,
                "unknown_pair",
                "unknown pair: " + pair);
        StreamQuotesRequest stream = StreamQuotesRequest.newBuilder()
                .addPairs("BTC-USDT")
                .addPairs(pair)
                .build();
        assertRefused(
                refusal(() -> quotes.streamQuotes(stream).next()),
                Status.Code.NOT_FOUND,
                "unknown_pair",
                "unknown pair: " + pair);
    }

    @Test
    void namesThePairThatIsMissing() {
        String message = "pair: missing (expected: a pair such as BTC-USDT)";
        assertRefused(
                refusal(() -> quotes.getQuote(GetQuoteRequest.getDefaultInstance())),
                Status.Code.INVALID_ARGUMENT,
                "bad_request",
                message);
        StreamQuotesRequest stream =
                StreamQuotesRequest.newBuilder().addPairs("").build();
        assertRefused(
                refusal(() -> quotes.streamQuotes(stream).next()),
                Status.Code.INVALID_ARGUMENT,
                "bad_request",
                message);
    }

    @Test
    void refusesAModeThatIsNone() {
        StreamQuotesRequest request =
                StreamQuotesRequest.newBuilder().setModeValue(7).build();
        assertRefused(
                refusal(() -> quotes.streamQuotes(request).next()),
                Status.Code.INVALID_ARGUMENT,
                "bad_request",
                "mode: 7 (expected: ");
    }

    @Test
    void saysWhenThereIsNoQuoteYet() throws IOException {
        try (Gateway empty = TestGateways.start()) {
            ManagedChannel other = channel(empty);
            try {
                QuoteServiceGrpc.QuoteServiceBlockingStub stub = QuoteServiceGrpc.newBlockingStub(other);
                assertRefused(
                        refusal(() -> stub.getQuote(get("BTC-USDT"))),
                        Status.Code.FAILED_PRECONDITION,
                        "no_data",
                        "no quote of BTC-USDT yet");
                assertThat(stub.listQuotes(ListQuotesRequest.getDefaultInstance())
                                .getQuotesList())
                        .isEmpty();
                assertThat(HealthGrpc.newBlockingStub(other)
                                .check(HealthCheckRequest.getDefaultInstance())
                                .getStatus())
                        .isEqualTo(ServingStatus.NOT_SERVING);
            } finally {
                other.shutdownNow();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "quotegate.v1.QuoteService",
                "quotegate.v1.ConversionService",
                "quotegate.v1.IndicatorService",
                "quotegate.v1.ChatService"
            })
    void isHealthyWhileItHasQuotes(String service) {
        HealthCheckRequest request =
                HealthCheckRequest.newBuilder().setService(service).build();
        HealthGrpc.HealthBlockingStub health = HealthGrpc.newBlockingStub(channel);
        SimulatedMarket.await("serving", () -> health.check(request).getStatus() == ServingStatus.SERVING);
    }

    @Test
    void knowsNoHealthOfOthers() {
        HealthCheckRequest request =
                HealthCheckRequest.newBuilder().setService("nobody").build();
        assertThat(refusal(() -> HealthGrpc.newBlockingStub(channel).check(request))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.NOT_FOUND);
    }

    @Test
    void tellsWhoWatchesItsHealthWhenTheVenuesAreGone() throws IOException {
        try (SimulatedMarket gone = new SimulatedMarket(
                200, "feeds.stale-after=500ms", "feeds.connect-timeout=500ms", "feeds.max-backoff=500ms")) {
            ManagedChannel other = channel(gone.gateway());
            try {
                Iterator<HealthCheckResponse> watch =
                        HealthGrpc.newBlockingStub(other).watch(HealthCheckRequest.getDefaultInstance());
                HealthCheckResponse first = watch.next();
                assertThat(
                                first.getStatus() == ServingStatus.SERVING
                                        ? first.getStatus()
                                        : watch.next().getStatus())
                        .isEqualTo(ServingStatus.SERVING);
                gone.stopOkx();
                gone.stopBinance();
                assertThat(watch.next().getStatus()).isEqualTo(ServingStatus.NOT_SERVING);
            } finally {
                other.shutdownNow();
            }
        }
    }

    @Test
    void tellsCallsGoodbyeWhenItStops() throws IOException {
        SimulatedMarket stopping = new SimulatedMarket(500);
        ManagedChannel other = channel(stopping.gateway());
        try {
            QuoteStream stream = QuoteStream.open(other, Mode.MODE_ALL);
            stream.await(100);
            stopping.close();
            Status end = stream.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(end.getDescription()).isEqualTo("server_shutdown");
        } finally {
            other.shutdownNow();
        }
    }
}
