package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.market.Instrument;
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
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class SubscriptionsTest {
    private static final Instruments INSTRUMENTS =
            Instruments.of(List.of("A-USDT", "B-USDT", "C-USDT", "D-USDT", "E-USDT", "F-USDT", "G-USDT"));
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
    private static final Pattern OKX_PAIR = Pattern.compile("\"instId\":\"([^\"]+)\"");
    private static final Pattern BINANCE_PAIR = Pattern.compile("\"([a-z]+)usdt@bookTicker\"");
    private static final Pattern NUMBER = Pattern.compile("\"id\":\"?([0-9]+)");

    private final FakeClock clock = new FakeClock();
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final FeedArbiter arbiter = new FeedArbiter(
            INSTRUMENTS, SETTINGS, new QuotePublisher(ring, new TopOfBook(7)), ServingListener.NONE, clock);
    private final VenueBook book = arbiter.addVenue(
            new VenueEndpoint(Venue.OKX, List.of(Route.direct(URI.create("ws://localhost"))), false), new VenueStats());
    private final List<String> refused = new ArrayList<>();
    private final List<VenueSocket> venues = new ArrayList<>();

    private VenueSocket venue(VenueDialect.Factory dialects) {
        VenueSocket venue = new VenueSocket(new Owner(dialects), book, clock).open();
        venues.add(venue);
        return venue;
    }

    @AfterEach
    void release() {
        venues.forEach(VenueSocket::release);
    }

    /** What the venue was asked since the last call, as {@code number: pairs}. */
    private static List<String> asked(VenueSocket venue, Pattern pair) {
        List<String> asked = new ArrayList<>();
        for (String text : venue.said()) {
            List<String> pairs = pair.matcher(text)
                    .results()
                    .map(found -> found.group(1).replace("-USDT", "").toUpperCase(Locale.ROOT))
                    .distinct()
                    .toList();
            String number = NUMBER.matcher(text)
                    .results()
                    .map(MatchResult::group)
                    .findFirst()
                    .orElse("");
            asked.add(number.replaceAll("[^0-9]", "") + ": " + String.join(" ", pairs));
        }
        return asked;
    }

    private void pass(VenueSocket venue, Duration time) {
        clock.advance(time);
        venue.connection().subscribe(clock.monotonicNs());
    }

    private static void acknowledge(VenueSocket venue, String pair) {
        venue.text("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"" + pair + "-USDT\"}}");
    }

    @Test
    void takesAPairThatIsNamedForRefusedAndTheOthersAsTheyAre() {
        VenueSocket okx = venue(OkxDialect::new);
        assertThat(asked(okx, OKX_PAIR)).containsExactly("1: A B C D E F G");
        okx.text(
                "{\"id\":\"1\",\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request: {\\\"op\\\": "
                        + "\\\"subscribe\\\", \\\"args\\\":[{ \\\"channel\\\" : \\\"books\\\", \\\"instId\\\" : \\\"C-USDT\\\"}]}\"}");
        okx.text("{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:tickers, instId:E-USDT"
                + " doesn't exist. Please use the correct URL\"}");
        pass(okx, Duration.ofSeconds(5));
        assertThat(refused).hasSize(2);
        assertThat(refused.get(0)).startsWith("C-USDT 60012 Invalid request");
        assertThat(refused.get(1)).startsWith("E-USDT 60018 Wrong URL");
        assertThat(okx.isOpen()).isTrue();
        assertThat(okx.said()).isEmpty();
    }

    @Test
    void asksAgainInPartsForARequestThatIsRefusedWithoutAName() {
        VenueSocket okx = venue(OkxDialect::new);
        asked(okx, OKX_PAIR);
        okx.text("{\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request\",\"connId\":\"a4d3ae55\"}");
        acknowledge(okx, "B"); // told after it
        assertThat(settle(okx, OKX_PAIR, "F")).containsExactly("A", "C", "D", "E", "G");
        assertThat(refused).containsExactly("F-USDT 60012 Invalid request");
        assertThat(okx.isOpen()).isTrue();
    }

    @Test
    void findsOutWhichStreamBinanceDoesNotTake() {
        VenueSocket binance = venue(BinanceDialect::new);
        assertThat(asked(binance, BINANCE_PAIR)).containsExactly("1: A B C D E F G");
        binance.text("{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":1}");
        assertThat(settle(binance, BINANCE_PAIR, "G")).containsExactly("A", "B", "C", "D", "E", "F");
        assertThat(refused).containsExactly("G-USDT 2 Invalid request: invalid stream");
        assertThat(binance.isOpen()).isTrue();
    }

    /** Refuses, without a name, whatever {@code bad} is in, and takes the rest; returns what was taken. */
    private Set<String> settle(VenueSocket venue, Pattern pair, String bad) {
        Set<String> taken = new TreeSet<>();
        for (int second = 0; second < 20; second++) {
            pass(venue, Duration.ofMillis(999));
            assertThat(venue.said()).as("once a second").isEmpty();
            pass(venue, Duration.ofMillis(2));
            for (String request : asked(venue, pair)) {
                String[] parts = request.split(": ");
                if (List.of(parts[1].split(" ")).contains(bad)) {
                    venue.text(
                            pair == OKX_PAIR
                                    ? "{\"id\":\"" + parts[0]
                                            + "\",\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request\"}"
                                    : "{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":"
                                            + parts[0] + '}');
                } else {
                    taken.addAll(List.of(parts[1].split(" ")));
                    if (pair == BINANCE_PAIR) {
                        venue.text("{\"result\":null,\"id\":" + parts[0] + '}');
                    } else {
                        List.of(parts[1].split(" ")).forEach(name -> acknowledge(venue, name));
                    }
                }
            }
        }
        return taken;
    }

    @Test
    void asksEachVenueForWhatItCallsAPairAndForNoOther() {
        Instruments named =
                Instruments.of(List.of("NEIRO-USDT okx=NEIRO-USDC binance=NEIROCTO-USDT", "X-Y binance=none"));
        VenueDialect okx = new OkxDialect(
                named,
                () -> named.on(Venue.OKX),
                book,
                new Subscriptions(venue(OkxDialect::new).connection(), new Owner(OkxDialect::new), clock));
        VenueDialect binance = new BinanceDialect(
                named,
                () -> named.on(Venue.BINANCE),
                book,
                new Subscriptions(venue(OkxDialect::new).connection(), new Owner(OkxDialect::new), clock));
        assertThat(okx.subscription(1, okx.pairs()).toString())
                .contains("\"NEIRO-USDC\"", "\"X-Y\"")
                .doesNotContain("NEIRO-USDT");
        assertThat(binance.pairs()).extracting(Instrument::id).containsExactly(0);
        assertThat(binance.subscription(1, binance.pairs()).toString()).contains("\"neiroctousdt@bookTicker\"");
    }

    @Test
    void endsWhenEveryPairIsRefusedAndSaysWhy() {
        VenueSocket okx = venue(OkxDialect::new);
        INSTRUMENTS
                .all()
                .forEach(pair -> okx.text("{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"channel:x, instId:"
                        + pair.symbol() + " doesn't exist\"}"));
        pass(okx, Duration.ofMillis(50));
        assertThat(refused).hasSize(7);
        assertThat(okx.isOpen()).isFalse();
    }

    @Test
    void heedsNoRefusalOfWhatIsTaken() {
        VenueSocket binance = venue(BinanceDialect::new);
        binance.text("{\"result\":null,\"id\":1}");
        binance.said();
        binance.text("{\"error\":{\"code\":3,\"msg\":\"Invalid JSON\"},\"id\":null}");
        binance.text("{\"code\":2,\"msg\":\"Invalid request\",\"id\":0}");
        pass(binance, Duration.ofSeconds(10));
        assertThat(binance.said()).isEmpty();
        assertThat(binance.isOpen()).isTrue();
        assertThat(refused).isEmpty();
    }

    @Test
    void endsAndBeginsPairsOnTheConnectionThatThereIs() {
        Instruments changing = Instruments.of(List.of("A-USDT", "B-USDT", "C-USDT"));
        VenueDialect.Factory binanceOfThem = (all, pairs, market, listener) ->
                new BinanceDialect(changing, () -> changing.on(Venue.BINANCE), market, listener);
        VenueDialect.Factory okxOfThem = (all, pairs, market, listener) ->
                new OkxDialect(changing, () -> changing.on(Venue.OKX), market, listener);
        VenueSocket binance = venue(binanceOfThem);
        VenueSocket okx = venue(okxOfThem);
        assertThat(asked(binance, BINANCE_PAIR)).containsExactly("1: A B C");
        assertThat(asked(okx, OKX_PAIR)).containsExactly("1: A B C");
        Instruments.Change change = changing.serve(List.of("A-USDT", "D-USDT", "E-USDT"));
        for (VenueSocket venue : List.of(binance, okx)) {
            Pattern pair = venue == okx ? OKX_PAIR : BINANCE_PAIR;
            venue.connection().relist(change);
            assertThat(venue.connection().settledNs(clock.monotonicNs())).isZero();
            pass(venue, Duration.ofSeconds(1));
            assertThat(venue.said())
                    .singleElement()
                    .asString()
                    .containsIgnoringCase("unsubscribe")
                    .containsIgnoringCase("b")
                    .containsIgnoringCase("c-usdt".replace("-", venue == okx ? "-" : ""))
                    .doesNotContainIgnoringCase("\"a-usdt")
                    .doesNotContain("\"ausdt");
            pass(venue, Duration.ofMillis(999));
            assertThat(venue.said()).as("once a second").isEmpty();
            pass(venue, Duration.ofMillis(1));
            assertThat(asked(venue, pair)).containsExactly("2: D E");
        }
        binance.text("{\"error\":{\"code\":2,\"msg\":\"Invalid request: invalid stream\"},\"id\":2}");
        assertThat(settle(binance, BINANCE_PAIR, "E")).containsExactly("D");
        assertThat(refused).hasSize(1);
        assertThat(binance.isOpen()).isTrue();
        assertThat(okx.isOpen()).isTrue();
    }

    private final class Owner implements ConnectionOwner {
        private final VenueDialect.Factory dialects;

        Owner(VenueDialect.Factory dialects) {
            this.dialects = dialects;
        }

        @Override
        public VenueDialect open(DialectListener listener) {
            return dialects.open(INSTRUMENTS, INSTRUMENTS::all, book, listener);
        }

        @Override
        public void onOpen(FeedConnection connection) {}

        @Override
        public void onHandshakeRefused(FeedConnection connection, HandshakeRefusal refusal) {}

        @Override
        public boolean isLive() {
            return book.isLive();
        }

        @Override
        public void onInput(FeedConnection connection) {}

        @Override
        public void onBadMessage(String detail) {
            throw new AssertionError(detail);
        }

        @Override
        public void onUnknownMessage() {}

        @Override
        public void onPairRefused(int instrumentId, String message) {
            refused.add(INSTRUMENTS.byId(instrumentId).symbol() + ' ' + message);
        }

        @Override
        public void onRequestRefused(FeedConnection connection, String code, String message) {
            throw new AssertionError(code);
        }

        @Override
        public void onGoingAway(FeedConnection connection, String message) {}

        @Override
        public void onEnd(FeedConnection connection, String reason) {}
    }
}
