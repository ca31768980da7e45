package io.quotegate.feed.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.feed.FakeClock;
import io.quotegate.feed.binance.BinanceRelayDialect;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.okx.OkxRelayDialect;
import io.quotegate.feed.socket.SocketConnector;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.verbatim.VerbatimConsumer;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import io.quotegate.ring.verbatim.VerbatimReceiver;
import io.quotegate.ring.verbatim.VerbatimRing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OverheardLinesTest {
    private static final String TICKERS = "{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}";
    private static final String BOOKS = "{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}";
    private static final String TRADES = "btcusdt@trade";

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT"));
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final List<String> told = new ArrayList<>();
    private final VerbatimRing ring = VerbatimRing.ofBytes(1 << 16);
    private final VerbatimReceiver receiver = ring.receiver();
    private final FakeClock clock = new FakeClock();
    private int dialled;

    private final RelayParts parts = new RelayParts(
            new SocketConnector(
                    new ClientLoop(loop.eventLoop(), NioSocketChannel::new, PooledByteBufAllocator.DEFAULT),
                    Dialer.of(lookUp -> dialled++),
                    clock::epochNs,
                    Duration.ofSeconds(1)),
            clock,
            new VerbatimPublisher(ring),
            Duration.ofSeconds(1));

    private final class Consumer implements VerbatimConsumer {
        @Override
        public void onEvent(int topic, byte[] bytes, int from, int to) {
            told.add("event " + text(bytes, from, to));
        }

        @Override
        public void onTaken(int topic, int source, String name, byte[] bytes, int from, int to) {
            told.add("taken " + name + " first " + text(bytes, from, to));
        }

        @Override
        public void onRefused(int source, String name, byte[] bytes, int from, int to) {
            told.add("refused " + name + ' ' + text(bytes, from, to));
        }

        @Override
        public void onAway(int source) {
            told.add("away");
        }

        @Override
        public void onLapped() {
            throw new AssertionError("lapped");
        }

        private String text(byte[] bytes, int from, int to) {
            return new String(bytes, from, to - from, UTF_8);
        }
    }

    private RelaySource okx() {
        return source(
                new OkxRelayDialect(),
                new FedStreams(Venue.OKX, instruments::all, pair -> OkxRelayDialect.fed(pair, true)));
    }

    private RelaySource binance() {
        return source(
                new BinanceRelayDialect(),
                new FedStreams(Venue.BINANCE, instruments::all, pair -> BinanceRelayDialect.fed(pair, false)));
    }

    private RelaySource source(RelayDialect dialect, FedStreams fed) {
        return new RelaySource(
                0,
                new RelaySourceParts(
                        "source",
                        List.of(Route.direct(URI.create("ws://127.0.0.1:1"))),
                        dialect,
                        new ConnectBudget(100, Duration.ofSeconds(1)),
                        fed),
                parts,
                Duration.ofSeconds(30));
    }

    private void said(OverheardLine line, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        line.onSaid(bytes, 0, bytes.length);
    }

    private void heard(OverheardLine line, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        line.onHeard(bytes, 0, bytes.length, clock.monotonicNs());
    }

    private static String subscribe(String operation, String argument) {
        return "{\"id\":\"1\",\"op\":\"" + operation + "\",\"args\":[" + argument + "]}";
    }

    private static String taken(String argument) {
        return "{\"event\":\"subscribe\",\"arg\":" + argument + ",\"connId\":\"a\"}";
    }

    private static String ticker(int price) {
        return "{\"arg\":" + TICKERS + ",\"data\":[{\"last\":\"" + price + "\"}]}";
    }

    private static String book(String action, int before, int number) {
        return "{\"arg\":" + BOOKS + ",\"action\":\"" + action + "\",\"data\":[{\"asks\":[[\"2\",\"" + number
                + "\",\"0\",\"1\"]],\"bids\":[],\"ts\":\"1\",\"seqId\":" + number + ",\"prevSeqId\":" + before + "}]}";
    }

    /** A connection of the feed over which {@code argument} comes. */
    private OverheardLine open(RelaySource source, String argument) {
        OverheardLine line = source.overheard().open(clock.monotonicNs());
        said(line, subscribe("subscribe", argument));
        heard(line, taken(argument));
        return line;
    }

    private List<String> told() {
        told.clear();
        receiver.poll(new Consumer(), 1000);
        return told;
    }

    private void pass(RelaySource source, Duration time) {
        clock.advance(time);
        source.onTime(clock.monotonicNs());
    }

    @Test
    void passesOnWhatTheFeedHasAndAsksTheVenueForNothing() {
        RelaySource okx = okx();
        OverheardLine line = open(okx, TICKERS);
        heard(line, ticker(1));
        okx.subscribe(TICKERS, TICKERS, true);
        heard(line, ticker(2));
        assertThat(told()).containsExactly("taken " + TICKERS + " first " + ticker(1), "event " + ticker(2));
        assertThat(new String(okx.recall(List.of(TICKERS), 1).told(), UTF_8)).isEqualTo("{\"last\":\"2\"}");
        assertThat(okx.stats().overheard.sum()).isEqualTo(1);
        pass(okx, Duration.ofMinutes(1));
        okx.unsubscribe(TICKERS);
        pass(okx, Duration.ofMinutes(1));
        assertThat(okx.stats().overheard.sum()).isZero();
        assertThat(okx.stats().topics.sum()).isZero();
        assertThat(dialled).isZero();
    }

    @Test
    void answersRestFromWhatTheFeedHasThoughNobodySubscribes() {
        RelaySource okx = okx();
        OverheardLine line = open(okx, TICKERS);
        heard(line, ticker(7));
        assertThat(okx.recall(List.of(TICKERS), 1).isKnown()).isTrue();
        clock.advance(Duration.ofSeconds(7)); // without a word
        assertThat(okx.recall(List.of(TICKERS), 1).isKnown()).isFalse();
        line.onAlive(clock.monotonicNs());
        assertThat(okx.recall(List.of(TICKERS), 1).isKnown()).isTrue();
    }

    @Test
    void waitsForTheFeedWhereItIsToHaveIt() {
        RelaySource binance = binance();
        binance.subscribe(TRADES, TRADES, true);
        pass(binance, Duration.ofSeconds(1));
        OverheardLine line = binance.overheard().open(clock.monotonicNs());
        said(line, "{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\",\"" + TRADES + "\"],\"id\":1}");
        assertThat(told()).isEmpty();
        heard(line, "{\"result\":null,\"id\":1}");
        heard(line, "{\"stream\":\"" + TRADES + "\",\"data\":{\"e\":\"trade\"}}");
        assertThat(told()).containsExactly("taken " + TRADES + " first ", "event {\"e\":\"trade\"}");
        pass(binance, Duration.ofMinutes(1));
        assertThat(dialled).isZero();
    }

    @Test
    void asksItselfWhatTheFeedDoesNotHave() {
        RelaySource binance = binance();
        binance.subscribe("btcusdt@miniTicker", "btcusdt@miniTicker", true);
        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void asksItselfWhereTheFeedDoesNotGetItAndGivesItBackWhereItDoes() {
        RelaySource binance = binance();
        binance.subscribe(TRADES, TRADES, true);
        pass(binance, Duration.ofSeconds(14));
        assertThat(dialled).isZero();
        pass(binance, Duration.ofSeconds(1));
        assertThat(dialled).isEqualTo(1);
        assertThat(binance.stats().overheard.sum()).isZero();
        OverheardLine line = binance.overheard().open(clock.monotonicNs());
        said(line, "{\"method\":\"SUBSCRIBE\",\"params\":[\"" + TRADES + "\"],\"id\":1}");
        heard(line, "{\"result\":null,\"id\":1}");
        assertThat(binance.stats().overheard.sum()).isEqualTo(1);
        assertThat(told()).containsExactly("taken " + TRADES + " first ");
    }

    @Test
    void asksItselfAtOnceWhereThePairIsNotServedAnyMore() {
        RelaySource okx = okx();
        OverheardLine line = open(okx, TICKERS);
        okx.subscribe(TICKERS, TICKERS, true);
        instruments.serve(List.of("ETH-USDT"));
        said(line, subscribe("unsubscribe", TICKERS));
        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void staysWithTheFeedWhereItAsksAnew() {
        RelaySource okx = okx();
        OverheardLine line = open(okx, BOOKS);
        heard(line, book("snapshot", -1, 1));
        okx.subscribe(BOOKS, BOOKS, true);
        assertThat(told()).hasSize(1);
        said(line, subscribe("unsubscribe", BOOKS));
        heard(line, book("update", 1, 2)); // on its way
        heard(line, "{\"event\":\"unsubscribe\",\"arg\":" + BOOKS + ",\"connId\":\"a\"}");
        said(line, subscribe("subscribe", BOOKS));
        heard(line, taken(BOOKS));
        heard(line, book("snapshot", -1, 9));
        assertThat(told()).containsExactly("taken " + BOOKS + " first ", "event " + book("snapshot", -1, 9));
        assertThat(dialled).isZero();
    }

    @Test
    void beginsABookAnewWhereAnotherConnectionBringsIt() {
        RelaySource okx = okx();
        OverheardLine old = open(okx, BOOKS);
        heard(old, book("snapshot", -1, 1));
        okx.subscribe(BOOKS, BOOKS, true);
        OverheardLine next = open(okx, BOOKS);
        heard(next, book("snapshot", -1, 5));
        heard(next, book("update", 5, 6));
        heard(old, book("update", 1, 6));
        assertThat(told()).hasSize(2).last().isEqualTo("event " + book("update", 1, 6));
        okx.overheard().end(old);
        List<String> switched = List.copyOf(told());
        assertThat(switched).hasSize(2);
        assertThat(switched.get(1))
                .startsWith("event {")
                .contains("\"action\":\"snapshot\"", "[\"2\",\"6\",\"0\",\"1\"]", "\"seqId\":6,\"prevSeqId\":-1");
        heard(next, book("update", 6, 7));
        assertThat(told()).containsExactly("event " + book("update", 6, 7));
    }

    @Test
    void waitsAgainWhereAnUpdateIsMissingUntilTheFeedHasItBegunAnew() {
        RelaySource okx = okx();
        OverheardLine line = open(okx, BOOKS);
        heard(line, book("snapshot", -1, 1));
        okx.subscribe(BOOKS, BOOKS, true);
        heard(line, book("update", 5, 6));
        told();
        heard(line, book("update", 6, 7)); // of no use any more
        okx.subscribe(BOOKS, BOOKS, true);
        assertThat(told()).isEmpty();
        said(line, subscribe("unsubscribe", BOOKS));
        said(line, subscribe("subscribe", BOOKS));
        heard(line, taken(BOOKS));
        heard(line, book("snapshot", -1, 9));
        assertThat(told()).containsExactly("taken " + BOOKS + " first ", "event " + book("snapshot", -1, 9));
    }

    @Test
    void tellsWhatTheVenueRefusesTheFeed() {
        RelaySource okx = okx();
        okx.subscribe(TICKERS, TICKERS, true);
        OverheardLine line = okx.overheard().open(clock.monotonicNs());
        said(line, subscribe("subscribe", TICKERS));
        heard(
                line,
                "{\"id\":\"1\",\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:tickers,"
                        + " instId:BTC-USDT doesn't exist.\",\"connId\":\"a\"}");
        assertThat(told()).hasSize(1).first().asString().startsWith("refused " + TICKERS + " 60018 Wrong URL");
        assertThat(okx.stats().topics.sum()).isZero();
    }

    @Test
    void asksItselfWhatTheVenueDoesNotAnswerTheFeed() {
        RelaySource binance = binance();
        OverheardLine line = binance.overheard().open(clock.monotonicNs());
        said(line, "{\"method\":\"SUBSCRIBE\",\"params\":[\"" + TRADES + "\",\"btcusdt@ticker\"],\"id\":1}");
        binance.subscribe(TRADES, TRADES, true);
        heard(line, "{\"error\":{\"code\":2,\"msg\":\"Invalid request\"},\"id\":1}");
        pass(binance, Duration.ofSeconds(15));
        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void asksItselfForBooksThatThereIsNoRoomFor() {
        Instruments many = Instruments.of(
                IntStream.range(0, 513).mapToObj(i -> "C" + i + "-USDT").toList());
        RelaySource okx = source(
                new OkxRelayDialect(), new FedStreams(Venue.OKX, many::all, pair -> OkxRelayDialect.fed(pair, true)));
        OverheardLine line = okx.overheard().open(clock.monotonicNs());
        for (int i = 0; i < 513; i++) {
            said(line, subscribe("subscribe", "{\"channel\":\"books\",\"instId\":\"C" + i + "-USDT\"}"));
        }
        String last = "{\"channel\":\"books\",\"instId\":\"C511-USDT\"}";
        String tooMany = "{\"channel\":\"books\",\"instId\":\"C512-USDT\"}";
        okx.subscribe(last, last, true);
        assertThat(dialled).isZero();
        okx.subscribe(tooMany, tooMany, true);
        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void hasClientsBeginAnewWhereSomethingWasNotOverheard() {
        RelaySource okx = okx();
        Overhearing overhearing = new Overhearing(List.of(okx), parts);
        overhearing.onOpen(3, Venue.BINANCE);
        overhearing.onOpen(4, Venue.OKX);
        byte[] request = subscribe("subscribe", TICKERS).getBytes(UTF_8);
        byte[] answer = taken(TICKERS).getBytes(UTF_8);
        overhearing.onSaid(4, request, 0, request.length);
        overhearing.onHeard(4, answer, 0, answer.length);
        okx.subscribe(TICKERS, TICKERS, true);
        assertThat(told()).containsExactly("taken " + TICKERS + " first ");
        overhearing.onLost();
        overhearing.onHeard(4, answer, 0, answer.length);
        assertThat(told()).containsExactly("away");
        assertThat(okx.overheard().isOpen()).isFalse();
        pass(okx, Duration.ofSeconds(15));
        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void keepsWhatNobodyWantsAnyMoreOnlyWhereOthersHaveRoom() {
        RelaySource binance = binance();
        int carried = new BinanceRelayDialect().limits().connections()
                * new BinanceRelayDialect().limits().topics();
        for (int i = 0; i < 2 * carried; i++) {
            String name = "coin" + i + "@trade";
            binance.subscribe(name, name, true);
            binance.unsubscribe(name);
            if (i % 1_000 == 0) {
                pass(binance, Duration.ofMillis(100));
                told();
            }
            if (i == carried / 2) {
                assertThat(binance.stats().topics.sum()).as("all are kept").isEqualTo(i + 1);
            }
        }
        assertThat(binance.stats().refused.sum()).isZero();
    }
}
