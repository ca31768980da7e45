package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.WINDOW_UPDATE;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quotegate.codec.proto.v1.Conversion;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Clients of gRPC that stop reading one of their calls. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrpcFlowControlIT {
    private static final int CANCEL = 8;
    private static final int WINDOW_BYTES = 65_535;
    private static final int MANY = 60_000; // of all pairs, while those of one come that somebody keeps up with
    private static final String PAIR = "BTC-USDT";

    private SimulatedMarket market;
    private ManagedChannel channel;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(10_000);
        channel = GrpcIT.channel(market.gateway());
    }

    @AfterAll
    void stop() {
        channel.shutdownNow();
        market.close();
    }

    @Test
    void conflatesAStreamOfModeLatestAndHoldsUpNoOtherOfTheConnection() {
        double before = market.metric("quotegate_drops_total");
        try (QuoteStream slow = QuoteStream.open(channel, Mode.MODE_LATEST);
                QuoteStream quick = QuoteStream.open(channel, Mode.MODE_ALL, PAIR)) {
            slow.await(100);
            slow.stop();
            quick.await(MANY / SimulatedMarket.PAIRS);
            assertThat(quick.drops()).as("nobody else is held up").isZero();
            assertThat(slow.drops()).as("it has not seen it yet").isZero();
            Quote whenItGoesOn = quick.newest(PAIR);
            slow.goOn();
            SimulatedMarket.await("drops", () -> slow.drops() > 0);
            SimulatedMarket.await( // each message on the way is checked: seq follows seq and drops
                    "the newest, behind what was under way",
                    () -> slow.newest(PAIR).getSeq() >= whenItGoesOn.getSeq());
            assertThat(market.metric("quotegate_drops_total") - before).isGreaterThanOrEqualTo((double) slow.drops());
        }
    }

    @Test
    void endsAStreamOfModeAllThatDoesNotKeepUp() {
        try (QuoteStream slow = QuoteStream.open(channel, Mode.MODE_ALL);
                QuoteStream quick = QuoteStream.open(channel, Mode.MODE_ALL, PAIR)) {
            slow.await(100);
            slow.stop();
            quick.await(MANY / SimulatedMarket.PAIRS);
            slow.goOn();
            Status end = slow.awaitEnd();
            assertThat(end.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(end.getDescription()).isEqualTo("slow_consumer");
            assertThat(slow.failure()).isInstanceOf(StatusRuntimeException.class);
            assertThat(slow.drops()).as("up to there it got every quote").isZero();
            quick.await(1000 / SimulatedMarket.PAIRS);
            assertThat(quick.drops()).isZero();
        }
    }

    @Test
    void resumesWithTheNewestWithinTheWindowThatIsGranted() throws IOException {
        String[] head = request(
                "POST",
                "/quotegate.v1.QuoteService/StreamQuotes",
                "content-type",
                "application/grpc",
                "te",
                "trailers");
        Messages messages = new Messages();
        try (Http2Probe probe = Http2Probe.open(market.gateway().address());
                QuoteStream quick = QuoteStream.open(channel, Mode.MODE_ALL, PAIR)) {
            probe.send(new Http2Frames()
                    .windowUpdate(0, 10_000_000)
                    .headers(1, false, head)
                    .frame(DATA, Http2Frames.END_STREAM, 1, "0000000000"));
            while (messages.bytes < WINDOW_BYTES) {
                messages.add(probe.read(DATA));
            }
            quick.await(20_000 / SimulatedMarket.PAIRS);
            assertThat(probe.sync()).as("nothing beyond the window").isEmpty();
            Quote newest = quick.newest(PAIR);
            probe.send(new Http2Frames().windowUpdate(1, 10_000_000));
            long drops = 0;
            while (drops == 0 || messages.quotes < 3000) {
                messages.add(probe.read(DATA));
                drops = messages.drops;
            }
            assertThat(messages.newestSeq(PAIR)).isGreaterThanOrEqualTo(newest.getSeq());
        }
    }

    @Test
    void resetsACallThatEndedBeforeAClientThatReadsNothing() throws IOException {
        String[] head = request(
                "POST",
                "/quotegate.v1.QuoteService/StreamQuotes",
                "content-type",
                "application/grpc",
                "te",
                "trailers",
                "grpc-timeout",
                "1S");
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            probe.send(new Http2Frames()
                    .headers(1, false, head)
                    .frame(DATA, Http2Frames.END_STREAM, 1, "0000000000")); // and no window beyond the first
            Http2Frame reset = probe.read(Http2Frames.RST_STREAM);
            assertThat(reset.stream()).isEqualTo(1);
            assertThat(reset.code()).isEqualTo(CANCEL);
        }
    }

    /** Quotes out of DATA frames, checked: seq follows seq and drops. */
    private static final class Messages {
        private final ByteArrayOutputStream rest = new ByteArrayOutputStream();
        private final java.util.Map<String, Long> seqs = new java.util.HashMap<>();
        long bytes;
        long quotes;
        long drops;

        void add(Http2Frame frame) throws IOException {
            bytes += frame.payload().length;
            rest.write(frame.payload());
            ByteBuffer in = ByteBuffer.wrap(rest.toByteArray());
            rest.reset();
            while (in.remaining() >= 5 && in.remaining() - 5 >= in.getInt(in.position() + 1)) {
                assertThat(in.get()).isZero();
                byte[] message = new byte[in.getInt()];
                in.get(message);
                check(Quote.parseFrom(message));
            }
            rest.write(in.array(), in.position(), in.remaining());
        }

        private void check(Quote quote) {
            quotes++;
            drops += quote.getDrops();
            Long before = seqs.put(quote.getPair(), quote.getSeq());
            if (before != null) {
                assertThat(quote.getSeq()).isEqualTo(before + 1 + quote.getDrops());
            }
        }

        long newestSeq(String pair) {
            return seqs.getOrDefault(pair, 0L);
        }
    }

    @Test
    void asksAClientThatTakesNoAnswersForNoMoreAmounts() throws IOException {
        byte[] amount = ConvertRequest.newBuilder()
                .setAmount("1.5")
                .setFrom("EUR")
                .setTo("EUR")
                .build()
                .toByteArray();
        ByteBuffer framed = ByteBuffer.allocate(5 + amount.length)
                .put((byte) 0)
                .putInt(amount.length)
                .put(amount);
        String[] head = request(
                "POST",
                "/quotegate.v1.ConversionService/ConvertEach",
                "content-type",
                "application/grpc",
                "te",
                "trailers");
        try (Http2Probe probe = Http2Probe.open(market.gateway().address())) {
            List<Http2Frame> came = new ArrayList<>();
            probe.send(new Http2Frames().headers(1, false, head));
            long room = 64 * 1024;
            long sent = 0;
            while (room >= framed.capacity()) {
                Http2Frames batch = new Http2Frames();
                for (int i = 0; i < 100 && room >= framed.capacity(); i++) {
                    batch.frame(DATA, 0, 1, framed.array());
                    room -= framed.capacity();
                    sent++;
                }
                List<Http2Frame> answers = probe.send(batch).sync();
                came.addAll(answers);
                room += granted(answers);
                assertThat(sent * framed.capacity()).as("bytes taken in").isLessThan(300_000);
            }
            assertThat(data(came)).as("answers within the window").isLessThanOrEqualTo(WINDOW_BYTES);
            probe.send(new Http2Frames()
                    .windowUpdate(0, 10_000_000)
                    .windowUpdate(1, 10_000_000)
                    .data(1, true, ""));
            Http2Frame next = probe.read();
            while (!next.isEndOfStream()) {
                came.add(next);
                next = probe.read();
            }
            assertThat(next.fields().get("grpc-status")).hasToString("0");
            assertThat(answers(came)).as("all are answered in the end").isEqualTo(sent);
        }
    }

    private static long granted(List<Http2Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.type() == WINDOW_UPDATE && frame.stream() == 1)
                .mapToLong(frame -> ByteBuffer.wrap(frame.payload()).getInt())
                .sum();
    }

    private static long data(List<Http2Frame> frames) {
        return frames.stream()
                .filter(frame -> frame.type() == DATA)
                .mapToLong(frame -> frame.payload().length)
                .sum();
    }

    private static long answers(List<Http2Frame> frames) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Http2Frame frame : frames) {
            if (frame.type() == DATA) {
                all.write(frame.payload());
            }
        }
        ByteBuffer in = ByteBuffer.wrap(all.toByteArray());
        long count = 0;
        while (in.hasRemaining()) {
            assertThat(in.get()).isZero();
            byte[] message = new byte[in.getInt()];
            in.get(message);
            assertThat(Conversion.parseFrom(message).getResult()).isEqualTo("1.5");
            count++;
        }
        return count;
    }
}
