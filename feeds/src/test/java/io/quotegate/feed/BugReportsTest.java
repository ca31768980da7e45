package io.quotegate.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.book.ServingListener;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other people's clients choked on, message by message, from the venue's text to what is published. */
class BugReportsTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("A-USDT"));
    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final FakeClock clock = new FakeClock();
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final RingLog log = new RingLog(ring, INSTRUMENTS);
    private final FeedSettings settings = new FeedSettings(
            List.of(Venue.OKX, Venue.BINANCE),
            TEN_SECONDS,
            TEN_SECONDS,
            TEN_SECONDS,
            TEN_SECONDS,
            TEN_SECONDS,
            Duration.ofSeconds(5));
    private final FeedArbiter arbiter = new FeedArbiter(
            INSTRUMENTS, settings, new QuotePublisher(ring, new TopOfBook(1)), ServingListener.NONE, clock);
    private final VenueStats stats = new VenueStats();
    private final VenueBook okx = book(Venue.OKX);
    private final VenueBook binance = book(Venue.BINANCE);

    private VenueBook book(Venue venue) {
        return arbiter.addVenue(
                new VenueEndpoint(venue, List.of(Route.direct(URI.create("ws://localhost"))), false), stats);
    }

    private static DialectListener silent() {
        return new DialectListener() {
            @Override
            public void onRequestTaken(int number) {}

            @Override
            public void onPairTaken(int instrumentId) {}

            @Override
            public void onPairRefused(int instrumentId, String message) {}

            @Override
            public void onRequestRefused(int number, String message) {}

            @Override
            public void onNotNow(String code, String message) {}

            @Override
            public void onGoingAway(String message) {}
        };
    }

    @BeforeEach
    void connect() {
        new VenueOutages(arbiter).onUp(okx, okx.groups().first(), StatusReason.CONNECTED, clock.monotonicNs());
        new VenueOutages(arbiter).onUp(binance, binance.groups().first(), StatusReason.CONNECTED, clock.monotonicNs());
        log.news();
    }

    /** A message of OKX, a millisecond after the last one; NOW is the time, NOW+n later. */
    private void ofOkx(String channel, String data) {
        String text = "{\"arg\":{\"channel\":\"" + channel + "\",\"instId\":\"A-USDT\"},\"data\":[" + data + "]}";
        send(okx, new OkxDialect(INSTRUMENTS, INSTRUMENTS::all, okx, silent()), text);
    }

    private void ofBinance(String text) {
        send(binance, new BinanceDialect(INSTRUMENTS, INSTRUMENTS::all, binance, silent()), text);
    }

    private void send(VenueBook book, VenueDialect dialect, String text) {
        assertThat(isKnown(book, dialect, text)).isTrue();
    }

    private boolean isKnown(VenueBook book, VenueDialect dialect, String text) {
        clock.advance(Duration.ofMillis(1));
        long nowMs = clock.epochNs() / 1_000_000;
        book.beginRead(this, clock.monotonicNs(), clock.epochNs());
        byte[] bytes = text.replace("'", "\"")
                .replace("NOW+YEAR", String.valueOf(nowMs + 31_536_000_000L))
                .replace("NOW", String.valueOf(nowMs))
                .getBytes(UTF_8);
        return dialect.decoder().decode(bytes, 0, bytes.length);
    }

    private static String top(String bid, String ask, String time, int number) {
        return "{'asks':[['" + ask + "','2','0','1']],'bids':[['" + bid + "','2','0','1']],'ts':'" + time + "','seqId':"
                + number + '}';
    }

    @Test
    void aQuoteFromTheFutureDoesNotKeepLaterOnesOut() {
        ofOkx("bbo-tbt", top("1.5", "1.6", "NOW+YEAR", 1));
        ofOkx("bbo-tbt", top("2.5", "2.6", "NOW", 2));
        assertThat(log.news()).containsExactly("A-USDT #1 okx 1.5/1.6 last null", "A-USDT #2 okx 2.5/2.6 last null");
        assertThat(stats.timesAhead.sum()).isEqualTo(1);
    }

    @Test
    void aTradeFromTheFutureIsOfNowAndKeepsNothingOut() {
        ofOkx(
                "trades",
                "{'instId':'A-USDT','tradeId':'100','px':'7.5','sz':'1','side':'buy','ts':'NOW+YEAR','count':'1'}");
        ofOkx("trades", "{'instId':'A-USDT','tradeId':'101','px':'7.6','sz':'1','side':'buy','ts':'NOW','count':'1'}");
        log.news();
        assertThat(log.trades()).hasSize(2);
        assertThat(stats.timesAhead.sum()).isEqualTo(1);
    }

    @Test
    void numbersThatBeginAnewAreBelievedWhenTenFollowOneAnother() {
        ofBinance("{'u':9000,'s':'AUSDT','b':'7.0','B':'1.0','a':'8.0','A':'1.0'}");
        for (int i = 1; i <= 12; i++) {
            ofBinance("{'u':" + i + ",'s':'AUSDT','b':'7." + (10 + i) + "','B':'1.0','a':'8.1','A':'1.0'}");
        }
        assertThat(log.news()).last().isEqualTo("A-USDT #4 binance 7.22/8.1 last null");
    }

    @Test
    void emptyNumbersCostOnlyThemselves() {
        ofOkx("bbo-tbt", top("1.5", "1.6", "", 7));
        ofOkx("trades", "{'instId':'A-USDT','tradeId':'','px':'1.7','sz':'1','side':'buy','ts':'NOW','count':'1'}");
        ofOkx("trades", "{'instId':'A-USDT','tradeId':'77','px':'1.8','sz':'1','side':'buy','ts':'NOW','count':''}");
        ofOkx("bbo-tbt", top("1.7", "1.9", "NOW", 8));
        assertThat(log.news()).last().isEqualTo("A-USDT #3 okx 1.7/1.9 last 1.8");
        assertThat(log.trades()).hasSize(2);
    }

    @Test
    void exponentsAreExactAndNamesMayBeEscaped() {
        ofOkx("bbo-tbt", "{'asks':[['1.3e-7','3e5','0','1']],'bids':[['1.2e-7','3E+5','0','1']],'ts':'NOW','seqId':8}");
        ofOkx("bbo-tbt", "{'\\u0061sks':[['2','1','0','1']],'b\\u0069ds':[['1','1','0','1']],'ts':'NOW','seqId':99}");
        assertThat(log.news())
                .containsExactly("A-USDT #1 okx 0.00000012/0.00000013 last null", "A-USDT #2 okx 1/2 last null");
    }

    @Test
    void zeroIsNoPriceAndNoLevel() {
        ofOkx("bbo-tbt", "{'asks':[['1.6','0','0','0']],'bids':[['1.5','0','0','0']],'ts':'NOW','seqId':9}");
        ofBinance(
                "{'e':'trade','E':NOW,'s':'AUSDT','t':5000000054,'p':'0.00000000','q':'0.00000000','T':NOW,'m':true,'M':true}");
        ofBinance(
                "{'e':'24hrTicker','E':NOW,'s':'AUSDT','c':'0.00000000','Q':'0.00000000','b':'0.00000000','L':-1,'n':0}");
        assertThat(log.news()).isEmpty();
        assertThat(log.trades()).isEmpty();
        assertThat(stats.unusable.sum()).isGreaterThanOrEqualTo(4);
        ofBinance("{'u':1,'s':'AUSDT','b':'1.00000000','B':'5.00000000','a':'2.00000000','A':'5.00000000'}");
        assertThat(log.news()).containsExactly("A-USDT #1 binance 1.00000000/2.00000000 last null");
    }

    // What a venue may send though nobody asked for it, twice, late, or half

    private static String okxTrade(String id, String price) {
        return "{'instId':'A-USDT','tradeId':'" + id + "','px':'" + price
                + "','sz':'1','side':'buy','ts':'NOW','count':'1'}";
    }

    private void binanceTrade(int id, String price) {
        ofBinance("{'e':'trade','E':NOW,'s':'AUSDT','t':" + id + ",'p':'" + price
                + "','q':'1','T':NOW,'m':true,'M':true}");
    }

    private long nowMs() {
        return clock.epochNs() / 1_000_000;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'arg':{'channel':'bbo-tbt','instId':'Z-USDT'},'data':[{'asks':[['2','1','0','1']],'bids':[['1','1','0','1']],'ts':'NOW','seqId':1}]}",
                "{'arg':{'channel':'trades','instId':'Z-USDT'},'data':[{'instId':'Z-USDT','tradeId':'1','px':'1','sz':'1','side':'buy','ts':'NOW','count':'1'}]}",
                "{'arg':{'channel':'books','instId':'A-USDT'},'data':[{'asks':[['2','1','0','1']],'bids':[['1','1','0','1']],'ts':'NOW','seqId':9,'prevSeqId':-1}]}",
                "{'arg':{'channel':'candle1m','instId':'A-USDT'},'data':[['NOW','1','2','1','2','1','1','1','0']]}",
                "{'arg':{'channel':'bbo-tbt','instId':'A-USDT'},'data':[]}"
            })
    void whatNobodyAskedOkxForIsPassedOver(String text) {
        isKnown(okx, new OkxDialect(INSTRUMENTS, INSTRUMENTS::all, okx, silent()), text);
        assertNothingCame();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'u':10,'s':'ZUSDT','b':'7.1','B':'1.0','a':'8.0','A':'1.0'}",
                "{'e':'trade','E':NOW,'s':'ZUSDT','t':1,'p':'7.5','q':'1','T':NOW,'m':true,'M':true}",
                "{'e':'kline','E':NOW,'s':'AUSDT','k':{'t':NOW,'T':NOW,'s':'AUSDT','i':'1m','o':'1','c':'1'}}",
                "{'e':'depthUpdate','E':NOW,'s':'AUSDT','U':1,'u':2,'b':[['1','1']],'a':[]}"
            })
    void whatNobodyAskedBinanceForIsPassedOver(String text) {
        isKnown(binance, new BinanceDialect(INSTRUMENTS, INSTRUMENTS::all, binance, silent()), text);
        assertNothingCame();
    }

    private void assertNothingCame() {
        assertThat(log.news()).isEmpty();
        assertThat(log.trades()).isEmpty();
        assertThat(stats.decodeErrors.sum()).isZero();
    }

    @Test
    void whatComesAgainOrLateIsDroppedAndCounted() {
        long nowMs = nowMs();
        ofOkx("bbo-tbt", top("1.5", "1.6", String.valueOf(nowMs), 7));
        ofOkx("bbo-tbt", top("1.5", "1.6", String.valueOf(nowMs), 7));
        ofOkx("bbo-tbt", top("1.3", "1.4", String.valueOf(nowMs - 5), 6));
        assertThat(log.news()).containsExactly("A-USDT #1 okx 1.5/1.6 last null");
        for (String id : List.of("100", "100", "99")) {
            ofOkx("trades", okxTrade(id, "1.55"));
        }
        log.news();
        assertThat(log.trades()).containsExactly("A-USDT #1 okx id 100 155 active");
        ofBinance("{'u':9,'s':'AUSDT','b':'7.0','B':'1.0','a':'8.0','A':'1.0'}");
        ofBinance("{'u':9,'s':'AUSDT','b':'7.0','B':'1.0','a':'8.0','A':'1.0'}");
        ofBinance("{'u':8,'s':'AUSDT','b':'7.1','B':'1.0','a':'8.0','A':'1.0'}");
        for (int id : new int[] {5, 5, 4}) {
            binanceTrade(id, "7.5");
        }
        assertThat(log.news()).as("of the standby, which is not served").isEmpty();
        assertThat(log.trades()).containsExactly("A-USDT #1 binance id 5 75");
        assertThat(stats.oldMessages.sum()).as("2 quotes and 2 trades of each").isEqualTo(8);
        assertThat(stats.gaps.sum()).isZero();
    }

    @Test
    void anEmptyTextIsNoPriceAndAnEmptySideIsUnknown() {
        ofOkx("bbo-tbt", "{'asks':[['','','0','0']],'bids':[['1.5','2','0','1']],'ts':'NOW','seqId':10}");
        ofOkx("tickers", "{'instId':'A-USDT','last':'','lastSz':'','askPx':'','bidPx':'','ts':'NOW'}");
        ofOkx("trades", okxTrade("1", ""));
        assertThat(log.news()).containsExactly("A-USDT #1 okx 1.5/null last null");
        assertThat(log.trades()).isEmpty();
        ofBinance("{'u':11,'s':'AUSDT','b':'','B':'','a':'8.0','A':'1.0'}");
        new VenueOutages(arbiter).onDown(okx, okx.groups().first(), StatusReason.DISCONNECTED, clock.monotonicNs());
        assertThat(log.news()).contains("A-USDT #2 binance null/8.0 last null");
    }

    /** An instrument that is suspended has no sides; in an auction, and before it opens, its bid may be above its ask. */
    @Test
    void noQuoteIsServedOfAPairThatIsSuspendedOrNotYetOpen() {
        ofOkx("bbo-tbt", top("1.5", "1.6", "NOW", 7));
        log.news();
        ofOkx("bbo-tbt", "{'asks':[['','','','']],'bids':[['','','','']],'ts':'NOW','seqId':11}");
        ofOkx("bbo-tbt", "{'asks':[],'bids':[],'ts':'NOW','seqId':12}");
        assertThat(stats.unusable.sum()).isEqualTo(2);
        ofOkx("bbo-tbt", top("2.5", "2.4", "NOW", 13));
        assertThat(stats.crossed.sum()).isEqualTo(1);
        assertThat(log.news()).as("the one before stands for a moment").isEmpty();
        clock.advance(Duration.ofMillis(1100));
        arbiter.tick(clock.monotonicNs());
        assertThat(log.news()).contains("A-USDT #2 okx 1.5/1.6 last null stale");
        ofBinance("{'u':12,'s':'AUSDT','b':'0.00000000','B':'0.00000000','a':'0.00000000','A':'0.00000000'}");
        assertThat(log.news()).isEmpty();
        ofOkx("bbo-tbt", top("1.5", "1.7", "NOW", 14));
        assertThat(log.news()).last().isEqualTo("A-USDT #3 okx 1.5/1.7 last null");
    }
}
