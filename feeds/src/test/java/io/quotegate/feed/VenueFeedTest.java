package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.testkit.LeakCheck;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class VenueFeedTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
    private static final Route FIRST = Route.direct(URI.create("ws://localhost"));
    private static final Route SECOND = Route.direct(URI.create("ws://elsewhere"));
    private static final VenueRules RULES = new VenueRules(100, Duration.ofSeconds(1), Duration.ofHours(1));
    private static final String ACKNOWLEDGEMENT =
            "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"connId\":\"1\"}";
    private static final String NOTICE = "{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"soon\"}";

    private final FakeClock clock = new FakeClock();
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final RingLog log = new RingLog(ring, INSTRUMENTS);
    private FeedArbiter arbiter = new FeedArbiter(
            INSTRUMENTS, SETTINGS, new QuotePublisher(ring, new TopOfBook(1)), ServingListener.NONE, clock);
    private final VenueStats stats = new VenueStats();
    private final EmbeddedChannel timers = new EmbeddedChannel();
    private final List<VenueSocket> sockets = new ArrayList<>(); // one per attempt to connect
    private VenueFeed feed = feed(RULES);
    private long quotes;
    private int failures; // to come, of beginning to connect at all

    private VenueFeed feed(VenueRules rules) {
        return feed(rules, 1);
    }

    private VenueFeed feed(VenueRules rules, int connections) {
        return feed(rules, connections, INSTRUMENTS, OkxDialect.MAX_PAIRS);
    }

    private VenueFeed feed(VenueRules rules, int connections, Instruments instruments, int mostPairs) {
        VenueFeed.Parts parts = new VenueFeed.Parts(
                instruments,
                timers.eventLoop(),
                this::connect,
                arbiter,
                clock,
                new Random(1),
                new Faults().at("feeds"));
        VenueEndpoint endpoint = new VenueEndpoint(Venue.OKX, List.of(FIRST, SECOND), false);
        VenueParts venue = new VenueParts(endpoint, rules, OkxDialect::new, connections, mostPairs);
        return new VenueFeed(venue, SETTINGS, stats, parts);
    }

    private FeedConnection connect(Route route, ConnectionOwner owner, ConnectionSink sink) {
        if (failures > 0) {
            failures--;
            throw new OutOfMemoryError("of this test");
        }
        VenueSocket socket = new VenueSocket(route, owner, sink, clock);
        sockets.add(socket);
        return socket.connection();
    }

    @BeforeEach
    void connectsAtOnce() {
        timers.freezeTime();
        feed.start();
        assertThat(stats.state()).isEqualTo(VenueState.BACKING_OFF);
        pass(Duration.ZERO);
        assertThat(sockets).hasSize(1);
        assertThat(stats.state()).isEqualTo(VenueState.CONNECTING);
    }

    @AfterEach
    void release() {
        sockets.forEach(VenueSocket::release);
        timers.finishAndReleaseAll();
    }

    /** Time goes by, in ticks as the application makes them. */
    private void pass(Duration duration) {
        Duration tick = Duration.ofMillis(50);
        Duration left = duration;
        do {
            Duration step = left.compareTo(tick) < 0 ? left : tick;
            left = left.minus(step);
            clock.advance(step);
            timers.advanceTimeBy(step.toNanos(), TimeUnit.NANOSECONDS);
            timers.runScheduledPendingTasks();
            feed.tick(clock.monotonicNs());
        } while (!left.isZero());
    }

    private VenueSocket socket(int number) {
        return sockets.get(number);
    }

    private void quote(VenueSocket from) {
        quote(from, "BTC-USDT");
    }

    private void quote(VenueSocket from, String pair) {
        quotes++;
        from.text("{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"" + pair + "\"},\"data\":[{\"asks\":[[\""
                + (101 + quotes)
                + "\",\"1\",\"0\",\"4\"]],\"bids\":[[\"100\",\"1\",\"0\",\"2\"]],\"ts\":\""
                + (1_786_613_174_875L + quotes)
                + "\"}]}");
    }

    private void live() {
        quote(socket(0).open().text(ACKNOWLEDGEMENT));
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        log.news();
    }

    /** The venue quotes once a second for so long. */
    private void quoteFor(VenueSocket from, Duration duration) {
        for (long i = 0; i < duration.toSeconds(); i++) {
            quote(from);
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void isLiveWithTheFirstInput() {
        socket(0).open();
        assertThat(stats.state()).isEqualTo(VenueState.CONNECTING);
        assertThat(stats.connects.sum()).isEqualTo(1);
        quote(socket(0));
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        assertThat(log.news()).containsExactly("[venue-up okx connected]", "BTC-USDT #1 okx 100/102 last null");
    }

    @Test
    void comesBackAtOnceAndThenMoreAndMorePatiently() {
        live();
        socket(0).breakOff();
        assertThat(log.news())
                .containsExactly("[venue-down okx disconnected]", "BTC-USDT #2 okx 100/102 last null stale");
        assertThat(stats.state()).isEqualTo(VenueState.BACKING_OFF);
        pass(Duration.ofMillis(700));
        assertThat(sockets).as("half a second after the first failure").hasSize(2);
        socket(1).connection().end("cannot connect");
        assertThat(log.news()).as("that it is down is no news").isEmpty();
        pass(Duration.ofMillis(700));
        assertThat(sockets).hasSize(2);
        pass(Duration.ofMillis(600));
        assertThat(sockets).as("a second after the next").hasSize(3);
    }

    @Test
    void triesAgainWhereItCouldNotEvenBeginToConnect() {
        live();
        failures = 2;
        socket(0).breakOff();
        pass(Duration.ofSeconds(5));
        assertThat(failures).isZero();
        assertThat(sockets).hasSize(2);
        quote(socket(1).open().text(ACKNOWLEDGEMENT));
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void forgetsFailuresWhenTheVenueHasBeenHealthyForAWhile() {
        live();
        quoteFor(socket(0), Duration.ofSeconds(11));
        socket(0).breakOff();
        pass(Duration.ZERO);
        assertThat(sockets).hasSize(2);
    }

    @Test
    void asksForASignOfLifeThenTurnsStaleThenGivesUp() {
        live();
        socket(0).said();
        pass(Duration.ofMillis(1050));
        assertThat(socket(0).said()).containsExactly("ping");
        assertThat(log.news()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(stats.state()).isEqualTo(VenueState.STALE);
        assertThat(log.news()).containsExactly("[venue-down okx stale]", "BTC-USDT #2 okx 100/102 last null stale");
        pass(Duration.ofSeconds(8));
        assertThat(socket(0).isOpen()).isFalse();
        assertThat(stats.state()).isEqualTo(VenueState.BACKING_OFF);
    }

    @Test
    void countsWhyConnectionsAreLost() {
        live();
        socket(0).breakOff();
        assertThat(stats.losses.of(VenueStats.Loss.DISCONNECTED)).isEqualTo(1);
        pass(Duration.ofSeconds(1));
        socket(1).connection().end("cannot connect");
        socket(1).connection().socket().finish();
        assertThat(stats.losses.of(VenueStats.Loss.CONNECT_FAILED)).isEqualTo(1);
        pass(Duration.ofSeconds(3));
        quote(socket(2).open().text(ACKNOWLEDGEMENT));
        pass(Duration.ofSeconds(11));
        assertThat(stats.losses.of(VenueStats.Loss.SILENT)).isEqualTo(1);
        assertThat(stats.losses.sum()).isEqualTo(3);
    }

    @Test
    void sendsAgainAfterASilence() {
        live();
        pass(Duration.ofSeconds(3));
        log.news();
        socket(0).text("pong");
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        assertThat(log.news())
                .containsExactly(
                        "[venue-up okx resumed]",
                        "[recovered okx BTC-USDT resumed]",
                        "BTC-USDT #3 okx 100/102 last null");
    }

    @Test
    void blamesNoVenueForItsOwnSleep() {
        live();
        clock.advance(Duration.ofSeconds(60));
        feed.tick(clock.monotonicNs());
        assertThat(stats.state()).as("what has come may be unread").isEqualTo(VenueState.LIVE);
        assertThat(log.news()).isEmpty();
    }

    @Test
    void replacesAConnectionThatTheVenueIsGoingToCut() {
        live();
        socket(0).text(NOTICE).text(NOTICE);
        pass(Duration.ofSeconds(1));
        assertThat(sockets).hasSize(2);
        socket(1).open().text(ACKNOWLEDGEMENT);
        pass(Duration.ofMillis(50));
        assertThat(socket(0).isOpen()).as("until the other delivers").isTrue();
        pass(Duration.ofMillis(50));
        quote(socket(1));
        pass(Duration.ofMillis(50));
        assertThat(socket(0).isOpen()).isFalse();
        quote(socket(1));
        assertThat(log.news())
                .as("nobody notices")
                .containsExactly("BTC-USDT #2 okx 100/103 last null", "BTC-USDT #3 okx 100/104 last null");
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void isNotMadeToConnectAgainAndAgainByAVenueThatIsAlwaysGoingAway() {
        live();
        for (int i = 0; i < 100; i++) {
            VenueSocket newest = socket(sockets.size() - 1);
            if (!newest.isOpen() || newest.connection().isOpen()) {
                newest.text(NOTICE).text(NOTICE);
            } else {
                newest.open().text(ACKNOWLEDGEMENT);
            }
            quote(newest);
            pass(Duration.ofMillis(500));
        }
        assertThat(sockets).as("in a minute").hasSizeLessThanOrEqualTo(3);
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void letsAQuietReplacementTakeOverAfterFiveSeconds() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofSeconds(1));
        socket(1).open();
        quoteFor(socket(0), Duration.ofSeconds(4));
        assertThat(socket(0).isOpen()).isTrue();
        quoteFor(socket(0), Duration.ofSeconds(1));
        assertThat(socket(0).isOpen()).isFalse();
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void goesOnWithTheReplacementWhenTheOldOneIsCutEarly() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofSeconds(1));
        socket(1).open();
        socket(0).breakOff();
        quote(socket(1));
        assertThat(log.news()).containsExactly("BTC-USDT #2 okx 100/103 last null");
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void waitsForAReplacementThatIsNotOpenYet() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofSeconds(1));
        socket(0).breakOff();
        assertThat(log.news()).startsWith("[venue-down okx disconnected]");
        assertThat(stats.state()).isEqualTo(VenueState.CONNECTING);
        quote(socket(1).open());
        assertThat(log.news()).startsWith("[venue-up okx connected]");
        pass(Duration.ofSeconds(1));
        assertThat(sockets).as("nobody else is wanted").hasSize(2);
    }

    @Test
    void isLiveOnAReplacementThatTookOverWhileTheVenueWasStale() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofMillis(700));
        socket(1).open().text(ACKNOWLEDGEMENT);
        pass(Duration.ofSeconds(2));
        assertThat(stats.state()).isEqualTo(VenueState.STALE);
        quote(socket(1));
        pass(Duration.ofMillis(50));
        quote(socket(1));
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void triesAgainWhenTheReplacementFails() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofSeconds(1));
        socket(1).connection().end("cannot connect");
        quoteFor(socket(0), Duration.ofSeconds(2));
        assertThat(sockets).hasSize(3);
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
    }

    @Test
    void replacesAConnectionThatSendsNoMarketDataOrIsOld() {
        live();
        for (int i = 0; i < 91; i++) {
            socket(0).text("pong");
            pass(Duration.ofSeconds(1));
        }
        assertThat(sockets).as("no market data for 90 s").hasSize(2);
        socket(1).open().text(ACKNOWLEDGEMENT);
        quoteFor(socket(1), Duration.ofSeconds(2));
        assertThat(socket(0).isOpen()).isFalse();
        quoteFor(socket(1), Duration.ofMinutes(58));
        assertThat(sockets).hasSize(2);
        quoteFor(socket(1), Duration.ofMinutes(4));
        assertThat(sockets).as("an hour old").hasSize(3);
    }

    @Test
    void countsTheConnectionsThatAreWantedAtTheSameTime() {
        VenueFeed limited = feed(new VenueRules(3, Duration.ofSeconds(1), Duration.ZERO), 7);
        limited.start();
        pass(Duration.ofMillis(1100));
        assertThat(sockets).as("and the first one of another feed").hasSize(1 + 3);
        pass(Duration.ofMillis(1250));
        assertThat(sockets).as("the venue may not have heard of them yet").hasSize(1 + 3);
        sockets.subList(1, 1 + 3).forEach(VenueSocket::open);
        pass(Duration.ofMillis(1100));
        assertThat(sockets).hasSize(1 + 6);
        sockets.subList(1 + 3, 1 + 6).forEach(VenueSocket::open);
        pass(Duration.ofMillis(1100));
        assertThat(sockets).hasSize(1 + 7);
        limited.stop();
    }

    @Test
    void connectsNoMoreOftenThanTheVenueAllows() {
        timers.runScheduledPendingTasks();
        VenueFeed limited = feed(new VenueRules(1, Duration.ofSeconds(40), Duration.ZERO));
        limited.start();
        pass(Duration.ZERO);
        assertThat(sockets).hasSize(2);
        socket(1).connection().end("cannot connect");
        pass(Duration.ofSeconds(39));
        assertThat(sockets.stream()
                        .filter(socket -> !socket.connection().socket().isEnding()))
                .as("but the other feed's")
                .hasSize(1);
        pass(Duration.ofSeconds(2));
        assertThat(sockets.stream()
                        .filter(socket -> !socket.connection().socket().isEnding()))
                .hasSize(2);
        limited.stop();
    }

    @Test
    void carriesMorePairsThanAConnectionDoesOnSeveralWhichAreJudgedApart() {
        feed.stop();
        sockets.clear();
        Instruments three = Instruments.of(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT"));
        QuoteRing itsRing = QuoteRing.ofCapacity(1024);
        RingLog itsLog = new RingLog(itsRing, three);
        arbiter = new FeedArbiter(
                three, SETTINGS, new QuotePublisher(itsRing, new TopOfBook(3)), ServingListener.NONE, clock);
        feed = feed(RULES, 1, three, 2);
        feed.start();
        pass(Duration.ZERO);
        assertThat(sockets).hasSize(2);
        sockets.forEach(VenueSocket::open);
        assertThat(socket(0).said().toString()).contains("BTC-USDT", "ETH-USDT").doesNotContain("SOL");
        assertThat(socket(1).said().toString()).contains("SOL-USDT").doesNotContain("BTC", "ETH");
        quote(socket(0), "BTC-USDT");
        quote(socket(1), "SOL-USDT");
        assertThat(itsLog.news()).hasSize(3).startsWith("[venue-up okx connected]");
        for (int i = 0; i < 3; i++) {
            pass(Duration.ofSeconds(1));
            quote(socket(0), "BTC-USDT");
        }
        assertThat(itsLog.news())
                .containsSubsequence("[gap okx SOL-USDT stale]", "SOL-USDT #2 okx 100/103 last null stale")
                .noneMatch(line -> line.contains("venue-"));
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        for (int i = 0; i < 8; i++) {
            pass(Duration.ofSeconds(1));
            quote(socket(0), "BTC-USDT");
        }
        assertThat(socket(1).isOpen()).as("given up").isFalse();
        assertThat(sockets).as("and made anew").hasSize(3);
        itsLog.news();
        quote(socket(2).open(), "SOL-USDT");
        assertThat(itsLog.news())
                .startsWith("[recovered okx SOL-USDT connected]")
                .last()
                .asString()
                .startsWith("SOL-USDT #3 okx");
        Instruments.Change change = three.serve(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "ADA-USDT", "XRP-USDT"));
        arbiter.relist(change);
        feed.relist(change);
        pass(Duration.ofSeconds(2));
        assertThat(socket(2).said().toString()).contains("ADA-USDT").doesNotContain("XRP");
        assertThat(sockets).as("for what has no room").hasSize(4);
        assertThat(socket(3).open().said().toString()).contains("XRP-USDT");
    }

    @Test
    void connectsForQuotesBeforeWhatDoesNotComeFirst() {
        List<String> connected = new ArrayList<>();
        VenueFeed limited = feed(new VenueRules(1, Duration.ofSeconds(1), Duration.ZERO));
        Function<String, BooleanSupplier> connection = name -> () -> {
            connected.add(name);
            limited.answered();
            return true;
        };
        limited.later(0, false, connection.apply("books"));
        limited.later(0, false, connection.apply("more books"));
        limited.later(0, true, connection.apply("quotes"));
        limited.later(0, true, connection.apply("more quotes"));
        pass(Duration.ofSeconds(8));
        assertThat(connected).containsExactly("books", "quotes", "more quotes", "more books");
    }

    @Test
    void tellsOfPairsThatTheVenueDoesNotServe() {
        live();
        socket(0)
                .text(
                        "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"channel:tickers,instId:BTC-USDT doesn't exist\"}");
        assertThat(stats.refusedPairs).containsExactly(0);
        assertThat(log.news()).containsExactly("[gap okx BTC-USDT refused]");
        assertThat(socket(0).isOpen()).isTrue();
    }

    @Test
    void takesAPairThatIsNeverQuotedForOneThatTheVenueDoesNotHaveUntilItIs() {
        socket(0).open().text(ACKNOWLEDGEMENT);
        assertThat(log.news()).containsExactly("[venue-up okx connected]");
        for (int second = 0; second < 30; second++) {
            assertThat(stats.refusedPairs).isEmpty();
            socket(0).text("pong");
            pass(Duration.ofSeconds(1));
        }
        assertThat(stats.refusedPairs).containsExactly(0);
        assertThat(stats.unheardPairs).containsExactly(0);
        assertThat(log.news()).containsExactly("[gap okx BTC-USDT no_data]");
        quote(socket(0));
        assertThat(stats.refusedPairs).isEmpty();
        assertThat(stats.unheardPairs).isEmpty();
        assertThat(log.news()).containsExactly("BTC-USDT #1 okx 100/102 last null");
    }

    @Test
    void doesNotBelieveAQuoteThatTheConnectionWhichTookOverNeverBrings() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofMillis(500));
        socket(1).open().text(ACKNOWLEDGEMENT);
        keepAlive(6);
        assertThat(socket(0).isOpen()).isFalse();
        keepAlive(30);
        assertThat(log.news()).containsExactly("[gap okx BTC-USDT no_data]", "BTC-USDT #2 okx 100/102 last null stale");
        assertThat(stats.unheardPairs).containsExactly(0);
        quotes--;
        quote(socket(1));
        assertThat(log.news()).as("the same as it was").contains("BTC-USDT #3 okx 100/102 last null");
        assertThat(stats.unheardPairs).isEmpty();
    }

    @Test
    void losesAndRepeatsNothingWhenOneOfTwoConnectionsIsCut() {
        feed.stop();
        feed = feed(RULES, 2);
        feed.start();
        pass(Duration.ZERO);
        log.news();
        VenueSocket one = socket(1).open();
        VenueSocket other = socket(2).open();
        assertThat(stats.openConnections.sum()).isEqualTo(2);
        numbered(one, 1);
        numbered(other, 1);
        numbered(other, 2);
        numbered(one, 2);
        assertThat(stats.duplicates.sum()).as("tops and trades").isEqualTo(4);
        one.breakOff();
        numbered(other, 3);
        pass(Duration.ofSeconds(1));
        VenueSocket again = socket(3).open();
        numbered(again, 5);
        numbered(other, 4);
        numbered(other, 5);
        numbered(again, 6);
        other.breakOff();
        numbered(again, 7);
        assertThat(log.news())
                .containsExactly(
                        "[venue-up okx connected]",
                        "BTC-USDT #1 okx 100/101 last null",
                        "BTC-USDT #2 okx 100/101 last 100",
                        "BTC-USDT #3 okx 100/102 last 100",
                        "BTC-USDT #4 okx 100/103 last 100",
                        "BTC-USDT #5 okx 100/105 last 100",
                        "BTC-USDT #6 okx 100/106 last 100",
                        "BTC-USDT #7 okx 100/107 last 100");
        assertThat(log.trades())
                .extracting(line -> line.split(" ")[4])
                .containsExactly("1", "2", "3", "4", "5", "6", "7");
        assertThat(stats.gaps.sum() + stats.oldMessages.sum()).isZero();
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        again.breakOff();
        assertThat(log.news()).startsWith("[venue-down okx disconnected]");
        assertThat(stats.openConnections.sum()).isZero();
    }

    @Test
    void isStaleOnlyWhenAllItsConnectionsAreSilent() {
        feed.stop();
        feed = feed(RULES, 2);
        feed.start();
        pass(Duration.ZERO);
        numbered(socket(1).open(), 1);
        socket(2).open();
        for (int second = 0; second < 4; second++) {
            socket(2).text("pong");
            pass(Duration.ofSeconds(1));
        }
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        pass(Duration.ofSeconds(2));
        assertThat(stats.state()).isEqualTo(VenueState.STALE);
        socket(1).text("pong");
        assertThat(stats.state()).isEqualTo(VenueState.LIVE);
        pass(Duration.ofSeconds(9));
        assertThat(socket(2).isOpen()).as("silent for ten").isFalse();
        assertThat(socket(1).isOpen()).isTrue();
    }

    /** A quote and a trade with the venue's numbers, the same by whichever connection. */
    private static void numbered(VenueSocket from, int number) {
        String head = "{\"arg\":{\"channel\":\"%s\",\"instId\":\"BTC-USDT\"},\"data\":[";
        long ts = 1_786_613_174_875L + number;
        from.text(head.formatted("bbo-tbt") + "{\"asks\":[[\"" + (100 + number)
                + "\",\"1\",\"0\",\"4\"]],\"bids\":[[\"100\",\"1\",\"0\",\"2\"]],\"ts\":\"" + ts + "\",\"seqId\":"
                + number
                + "}]}");
        from.text(head.formatted("trades") + "{\"tradeId\":\"" + number
                + "\",\"px\":\"100\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"" + ts + "\",\"count\":\"1\"}]}");
    }

    /** The venue sends no market data for so long. */
    private void keepAlive(int seconds) {
        for (int i = 0; i < seconds; i++) {
            socket(sockets.size() - 1).text("pong");
            if (socket(0).isOpen()) {
                socket(0).text("pong");
            }
            pass(Duration.ofSeconds(1));
        }
    }

    @Test
    void comesBackWhenTheVenueRefusesToBeAsked() {
        live();
        socket(0).text("{\"event\":\"error\",\"code\":\"60014\",\"msg\":\"Requests too frequent\"}");
        assertThat(socket(0).isOpen()).isFalse();
        pass(Duration.ofSeconds(1));
        assertThat(sockets).hasSize(2);
    }

    @Test
    void countsWhatCannotBeReadOrIsUnknown() {
        live();
        socket(0).text("no JSON").text("{\"some\":\"thing\"}");
        assertThat(stats.decodeErrors.sum()).isEqualTo(1);
        assertThat(stats.unknownMessages.sum()).isEqualTo(1);
    }

    @Test
    void disconnectsAndStaysAwayWhenStopped() {
        live();
        socket(0).text(NOTICE);
        pass(Duration.ofSeconds(1));
        feed.stop();
        assertThat(socket(0).isOpen()).isFalse();
        assertThat(socket(1).connection().socket().isEnding()).isTrue();
        pass(Duration.ofMinutes(1));
        assertThat(sockets).hasSize(2);
        assertThat(stats.state()).isEqualTo(VenueState.DISABLED);
    }

    @Test
    void asksOnceAnewForAQuoteThatTradesDisagreeWith() {
        live();
        socket(0).said();
        for (int i = 1; i <= 13; i++) {
            socket(0)
                    .text(
                            "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"instId\":\"BTC-USDT\",\"tradeId\":\""
                                    + i
                                    + "\",\"px\":\"150\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"1786613174875\",\"count\":\"1\"}]}");
            pass(Duration.ofSeconds(1));
        }
        assertThat(log.news())
                .containsExactly(
                        "BTC-USDT #2 okx 100/102 last 150",
                        "[gap okx BTC-USDT trades_disagree]",
                        "BTC-USDT #3 okx 100/102 last 150 stale");
        String args = "\"args\":[{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"}]}";
        assertThat(socket(0).said())
                .filteredOn(text -> text.contains("subscribe"))
                .satisfiesExactly(
                        text -> assertThat(text).contains("\"unsubscribe\"").contains(args),
                        text -> assertThat(text).contains("\"subscribe\"").contains(args));
    }

    @Test
    void waitsAsLongAsTheVenueAsksItTo() {
        socket(0).connect().bytes("HTTP/1.1 429 Too Many Requests\r\nRetry-After: 20\r\nContent-Length: 0\r\n\r\n");
        pass(Duration.ofSeconds(19));
        assertThat(sockets).hasSize(1);
        pass(Duration.ofSeconds(2));
        assertThat(sockets).hasSize(2);
    }

    /** A second on OKX: others at our address have connected three times in it. */
    @Test
    void waitsForTheVenuesWindowWhereItWasTooManyAndItDoesNotSayHowLong() {
        socket(0).connect().bytes("HTTP/1.1 429 Too Many Requests\r\nContent-Length: 0\r\n\r\n");
        pass(Duration.ofMillis(900));
        assertThat(sockets).hasSize(1);
        pass(Duration.ofSeconds(1));
        assertThat(sockets).hasSize(2);
    }

    @Test
    void triesTheOtherEndpointWhereOneDoesNotServeAndStaysThere() {
        socket(0).connection().end("cannot connect");
        pass(Duration.ofSeconds(2));
        socket(1).open().text(ACKNOWLEDGEMENT);
        pass(Duration.ofMillis(50));
        quote(socket(1));
        assertThat(socket(1).connection().route()).isEqualTo(SECOND);
        socket(1).connection().end("cut");
        pass(Duration.ofSeconds(5));
        assertThat(socket(2).connection().route()).as("it served").isEqualTo(SECOND);
    }

    @Test
    void waitsForNoEndpointThatDoesNotServeWhereWeAre() {
        socket(0).connect().bytes("HTTP/1.1 451 No\r\nRetry-After: 3600\r\nContent-Length: 0\r\n\r\n");
        pass(Duration.ofSeconds(2));
        assertThat(sockets).hasSize(2);
        assertThat(socket(1).connection().route()).isEqualTo(SECOND);
        socket(1).connection().end("cannot connect");
        pass(Duration.ofSeconds(5));
        assertThat(socket(2).connection().route()).as("the first is held").isEqualTo(SECOND);
    }
}
