package io.quotegate.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(LeakCheck.class)
class FeedConnectionTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));
    private static final FeedSettings SETTINGS = new FeedSettings(
            List.of(Venue.OKX),
            Duration.ofSeconds(2),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5));
    private static final String QUOTE =
            "{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":[{\"asks\":"
                    + "[[\"101\",\"1\",\"0\",\"4\"]],\"bids\":[[\"100\",\"1\",\"0\",\"2\"]],\"ts\":\"1786613174875\"}]}";
    private static final String TRADE_THEN_NONSENSE = "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},"
            + "\"data\":[{\"tradeId\":\"1\",\"px\":\"1\",\"sz\":\"1\",\"side\":\"buy\",\"ts\":\"1\"},{\"px\"]}";
    private static final String ACKNOWLEDGEMENT =
            "{\"event\":\"subscribe\",\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"connId\":\"1\"}";

    private final FakeClock clock = new FakeClock();
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final RingLog log = new RingLog(ring, INSTRUMENTS);
    private final FeedArbiter arbiter = new FeedArbiter(
            INSTRUMENTS, SETTINGS, new QuotePublisher(ring, new TopOfBook(1)), ServingListener.NONE, clock);
    private final VenueStats stats = new VenueStats();
    private final VenueBook book = arbiter.addVenue(
            new VenueEndpoint(Venue.OKX, List.of(Route.direct(URI.create("ws://localhost"))), false), stats);
    private final Owner owner = new Owner(OkxDialect::new);
    private final VenueSocket venue = new VenueSocket(owner, book, clock);
    private final FeedConnection connection = venue.connection();

    /** Writes down what it hears, and goes live with the first input. */
    private final class Owner implements ConnectionOwner {
        private final VenueDialect.Factory dialects;
        private final List<String> heard = new ArrayList<>();

        Owner(VenueDialect.Factory dialects) {
            this.dialects = dialects;
        }

        List<String> news() {
            List<String> all = List.copyOf(heard);
            heard.clear();
            return all;
        }

        @Override
        public VenueDialect open(DialectListener listener) {
            return dialects.open(INSTRUMENTS, INSTRUMENTS::all, book, listener);
        }

        @Override
        public void onOpen(FeedConnection its) {
            heard.add("open");
        }

        @Override
        public void onHandshakeRefused(FeedConnection its, HandshakeRefusal refusal) {
            heard.add("wait "
                    + (refusal.isTooMany() ? "a window" : refusal.delay().toSeconds()));
        }

        @Override
        public boolean isLive() {
            return book.isLive();
        }

        @Override
        public void onInput(FeedConnection its) {
            heard.add("input");
            new VenueOutages(arbiter).onUp(book, book.groups().first(), StatusReason.CONNECTED, clock.monotonicNs());
        }

        @Override
        public void onBadMessage(String detail) {
            heard.add("bad");
        }

        @Override
        public void onUnknownMessage() {
            heard.add("unknown");
        }

        @Override
        public void onPairRefused(int instrumentId, String message) {
            heard.add("pair " + instrumentId + " refused: " + message);
        }

        @Override
        public void onRequestRefused(FeedConnection its, String code, String message) {
            heard.add("request refused: " + code + ' ' + message);
        }

        @Override
        public void onGoingAway(FeedConnection its, String message) {
            heard.add("going away: " + message);
        }

        @Override
        public void onEnd(FeedConnection its, String reason) {
            heard.add("end: " + reason);
        }
    }

    @AfterEach
    void release() {
        venue.release();
    }

    @Test
    void subscribesWhenHandsWereShakenAndTellsTheOwnerOfTheFirstInput() {
        venue.connect();
        assertThat(connection.isOpen()).isFalse();
        venue.shakeHands();
        assertThat(connection.isOpen()).isTrue();
        assertThat(owner.news()).containsExactly("open");
        assertThat(venue.said()).singleElement().asString().contains("\"op\":\"subscribe\"", "bbo-tbt", "trades");
        clock.advance(Duration.ofSeconds(1));
        venue.text(ACKNOWLEDGEMENT).text(QUOTE).text(QUOTE);
        assertThat(owner.news()).containsExactly("input");
        assertThat(log.news()).containsExactly("[venue-up okx connected]", "BTC-USDT #1 okx 100/101 last null");
        assertThat(stats.lastMessageAgeMs(clock.monotonicNs())).isZero();
    }

    @Test
    void readsWhatIsCutAnywhere() {
        venue.release();
        byte[] frame = VenueSocket.frameBytes(WebSocketFrames.FIN | WebSocketFrames.TEXT, QUOTE.getBytes(UTF_8));
        EverySplit.of(frame, (pieces, cut) -> {
            VenueSocket another = new VenueSocket(owner, book, clock).open();
            long before = book.heard();
            for (ByteBuf piece : pieces) {
                another.read(piece);
            }
            assertThat(book.heard() - before).as(cut).isEqualTo(1);
            another.release();
        });
    }

    @Test
    void deliversWhenItIsSubscribedAndMarketDataHasCome() {
        venue.open();
        clock.advance(Duration.ofSeconds(1));
        venue.text(QUOTE);
        assertThat(connection.isDelivering()).isFalse();
        venue.text(ACKNOWLEDGEMENT);
        assertThat(connection.isDelivering()).isTrue();
        clock.advance(Duration.ofSeconds(3));
        venue.text("pong");
        long nowNs = clock.monotonicNs();
        assertThat(connection.silentNs(nowNs)).isZero();
        assertThat(connection.withoutDataNs(nowNs))
                .isEqualTo(Duration.ofSeconds(3).toNanos());
    }

    @Test
    void passesOnWhatTheVenueSaysBesideTheMarket() {
        venue.open();
        owner.news();
        venue.text(
                "{\"event\":\"error\",\"code\":\"60018\",\"msg\":\"channel:tickers,instId:BTC-USDT doesn't exist\"}");
        venue.text("{\"event\":\"error\",\"code\":\"60014\",\"msg\":\"Requests too frequent\"}");
        venue.text("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"soon\"}");
        venue.text("{\"some\":\"thing\"}");
        venue.frame(WebSocketFrames.FIN | WebSocketFrames.BINARY, new byte[3]);
        assertThat(owner.news())
                .containsExactly(
                        "input",
                        "pair 0 refused: 60018 channel:tickers,instId:BTC-USDT doesn't exist",
                        "request refused: 60014 Requests too frequent",
                        "going away: notice 64008",
                        "unknown",
                        "unknown");
    }

    @Test
    void answersPingsAndAsksInTheVenuesWay() {
        venue.open();
        venue.said();
        venue.frame(WebSocketFrames.FIN | WebSocketFrames.PING, "one".getBytes(UTF_8));
        assertThat(venue.said()).containsExactly("[pong one]");
        clock.advance(Duration.ofSeconds(1));
        long everyNs = Duration.ofSeconds(1).toNanos();
        connection.probe(clock.monotonicNs(), everyNs);
        connection.probe(clock.monotonicNs(), everyNs);
        assertThat(venue.said()).as("once a second").containsExactly("ping");
        clock.advance(Duration.ofSeconds(1));
        connection.probe(clock.monotonicNs(), everyNs);
        assertThat(venue.said()).containsExactly("ping");
        venue.frame(WebSocketFrames.FIN | WebSocketFrames.PONG, new byte[0]);
        assertThat(connection.isOpen()).isTrue();
    }

    @Test
    void asksBinanceWithAWebSocketPing() {
        Owner ofBinance = new Owner(BinanceDialect::new);
        VenueSocket binance = new VenueSocket(ofBinance, book, clock).open();
        assertThat(binance.said())
                .containsExactly("{\"method\":\"SUBSCRIBE\",\"params\":[\"btcusdt@bookTicker\","
                        + "\"btcusdt@ticker\",\"btcusdt@trade\"],\"id\":1}");
        clock.advance(Duration.ofSeconds(1));
        binance.connection().probe(clock.monotonicNs(), 1);
        assertThat(binance.said()).containsExactly("[ping ]");
        binance.text("{\"result\":null,\"id\":1}");
        binance.text("{\"error\":{\"code\":2,\"msg\":\"no\"},\"id\":1}");
        binance.text("{\"e\":\"serverShutdown\",\"E\":1}");
        assertThat(ofBinance.news()).containsExactly("open", "input", "going away: serverShutdown");
        binance.release();
    }

    @Test
    void endsWhenFiftyMessagesInARowCannotBeRead() {
        venue.open();
        for (int i = 0; i < 49; i++) {
            venue.text("{\"arg\":[");
        }
        assertThat(stats.decodeErrors.sum()).isZero();
        assertThat(owner.news()).hasSize(51).contains("bad").doesNotContain("end");
        venue.text(QUOTE);
        for (int i = 0; i < 49; i++) {
            venue.text("{\"arg\":[");
        }
        assertThat(connection.isOpen()).as("one could be read in between").isTrue();
        venue.text(TRADE_THEN_NONSENSE);
        assertThat(connection.isOpen()).as("half of that one too").isTrue();
        owner.news();
        for (int i = 0; i < 49; i++) {
            venue.text("no JSON");
        }
        assertThat(owner.news()).endsWith("bad", "end: 50 unreadable messages in a row");
        assertThat(venue.isOpen()).isFalse();
        assertThat(venue.said()).endsWith("[close 1000]");
    }

    @Test
    void endsWhenTheFramesAreBroken() {
        venue.open();
        owner.news();
        byte[] broken = VenueSocket.frameBytes(WebSocketFrames.TEXT | WebSocketFrames.COMPRESSED, new byte[1]);
        byte[] quote = VenueSocket.frameBytes(WebSocketFrames.FIN | WebSocketFrames.TEXT, QUOTE.getBytes(UTF_8));
        venue.read(Unpooled.wrappedBuffer(broken, quote));
        assertThat(owner.news())
                .hasSize(3)
                .startsWith("input", "bad")
                .last()
                .asString()
                .startsWith("end: protocol error");
        assertThat(book.heard()).as("nothing is read any more").isZero();
    }

    @Test
    void saysWhoClosedIt() {
        venue.open();
        owner.news();
        venue.frame(WebSocketFrames.FIN | WebSocketFrames.CLOSE, WebSocketFrames.closePayload(1001, ""));
        assertThat(owner.news()).containsExactly("input", "end: closed by the venue with code 1001");
        assertThat(connection.socket().isEnding()).isTrue();
        assertThat(venue.isOpen()).isFalse();
    }

    @Test
    void endsOnceWhenTheNetworkBreaks() {
        venue.open().breakOff();
        assertThat(owner.news()).containsExactly("open", "end: closed by the venue");
        connection.end("too late");
        connection.socket().finish();
        assertThat(owner.news()).isEmpty();
    }

    @Test
    void saysNoGoodbyeAfterAFailure() {
        venue.open().said();
        venue.fail(new IOException("reset"));
        assertThat(owner.news()).containsExactly("open", "end: reset");
        assertThat(venue.said()).isEmpty();
    }

    @Test
    void endsWhenTheVenueRefusesToShakeHands() {
        venue.connect().bytes("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
        assertThat(owner.news()).containsExactly("wait 0", "end: refused: HTTP 503 Service Unavailable");
        assertThat(connection.openedNs()).isZero();
    }

    @Test
    void canBeGivenUpBeforeItIsConnected() {
        connection.end("no handshake");
        connection.end("another reason");
        assertThat(owner.news()).containsExactly("end: no handshake");
        venue.connect();
        assertThat(venue.isOpen()).isFalse();
        assertThat(owner.news()).as("it is over already").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 Too Many Requests | Retry-After: 7 | | wait 7 | refused: HTTP 429 Too Many Requests",
                "418 I'm a teapot | Retry-After: 120 | banned | wait 120 | refused: HTTP 418 I'm a teapot: banned",
                "429 Too Many Requests | X: y | | wait a window | refused: HTTP 429 Too Many Requests",
                "429 Too Many Requests | Retry-After: soon | | wait a window | refused: HTTP 429 Too Many Requests",
                "503 Service Unavailable | Retry-After: Thu, 13 Aug 2026 10:00:00 GMT | | wait 2025 | refused: HTTP 503 Service Unavailable",
                "418 I'm a teapot | X: y | banned | wait 60 | refused: HTTP 418 I'm a teapot: banned",
                "451 Unavailable For Legal Reasons | X: y | not here | wait 300 | refused: HTTP 451 Unavailable For Legal Reasons: not here",
                "403 Forbidden | X: y | no | wait 300 | refused: HTTP 403 Forbidden: no"
            })
    void saysWhyTheVenueRefusesAndHowLongToWait(String status, String header, String body, String wait, String reason) {
        String text = body == null ? "" : body + "\nmore";
        venue.connect()
                .bytes("HTTP/1.1 " + status + "\r\n" + header + "\r\nContent-Length: " + text.length() + "\r\n\r\n"
                        + text);
        assertThat(owner.news()).containsExactly(wait, "end: " + reason);
    }

    @Test
    void passesOverHintsBeforeHandsAreShaken() {
        venue.connect().bytes("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n").shakeHands();
        assertThat(owner.news()).containsExactly("open");
    }

    @Test
    void owesOnePongHoweverManyPingsComeWhileNothingIsTaken() {
        venue.open().said();
        venue.holdWrites();
        for (int i = 0; i < 1000; i++) {
            venue.frame(
                    WebSocketFrames.FIN | WebSocketFrames.PING,
                    String.valueOf(i).getBytes(UTF_8));
        }
        assertThat(venue.heldWrites()).isEqualTo(1);
        venue.letWrites();
        assertThat(venue.said()).containsExactly("[pong 0]", "[pong 999]");
        venue.frame(WebSocketFrames.FIN | WebSocketFrames.PING, "again".getBytes(UTF_8));
        assertThat(venue.said()).containsExactly("[pong again]");
    }

    @Test
    void repeatsOfAVenuesWordsOnlyWhatIsFitForALog() {
        venue.open();
        venue.text(
                "{\"event\":\"error\",\"code\":\"60014\",\"msg\":\"a\u009b31m\u007f\u202Eb" + "x".repeat(1000) + "\"}");
        assertThat(String.join("", owner.news()))
                .contains("a 31m bxxx")
                .endsWith("...")
                .doesNotContain("\u009b", "\u007f", "x".repeat(200));
    }

    @Test
    void endsAtOnceWhereTheVenueUsesAnExtensionThatNobodyAskedFor() {
        venue.connect().shakeHands("Sec-WebSocket-Extensions: permessage-deflate\r\n");
        assertThat(owner.news())
                .containsExactly("end: the venue uses an extension that nobody asked for: permessage-deflate");
        assertThat(venue.isOpen()).isFalse();
    }
}
