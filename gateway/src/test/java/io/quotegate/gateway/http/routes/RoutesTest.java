package io.quotegate.gateway.http.routes;

import static io.quotegate.gateway.http.RecordingStream.get;
import static io.quotegate.gateway.http.RecordingStream.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.RecordingStream;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.operation.TestServices;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.service.game.GamePlayer;
import io.quotegate.service.game.GameService;
import io.quotegate.service.game.RecentWinners;
import io.quotegate.service.status.GatewayStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
    private final TestLoop loop = new TestLoop();
    private final Status status = new Status();
    private final HttpRoutes routes = new HttpRoutes();
    private final HttpRouter router = new HttpRouter(routes, SiteRules.of(List.of(), false, List.of()));

    /** A gateway with one venue, which is ready when a test says so. */
    private static final class Status implements GatewayStatus {
        private List<String> broken = List.of();
        private List<String> reasons = List.of();

        private boolean ready;

        @Override
        public List<VenueStatus> venues() {
            return List.of(
                    new VenueStatus(Venue.OKX, "live", 0, 12, 1, 2, 3),
                    new VenueStatus(Venue.BINANCE, "disabled", -1, -1, 0, 0, 0));
        }

        @Override
        public List<Venue> venuesOf(Instrument pair) {
            return pair.id() == 0 ? List.of(Venue.OKX, Venue.BINANCE) : List.of();
        }

        @Override
        public boolean isReady() {
            return ready;
        }

        @Override
        public List<String> reasons() {
            return reasons;
        }

        @Override
        public List<String> broken() {
            return broken;
        }

        @Override
        public String version() {
            return "1.2";
        }

        @Override
        public long startedUs() {
            return 7;
        }

        @Override
        public String metrics() {
            return "counter 1.0\n";
        }

        @Override
        public String openMetrics() {
            return "open counter 1.0\n";
        }
    }

    private final List<Runnable> scrapes = new ArrayList<>(); // under way
    private final GameService game =
            new GameService(new GameService.Rules(() -> 500, Duration.ZERO, () -> 0, () -> 7), new RecentWinners());

    @BeforeEach
    void addRoutes() {
        Services services = TestServices.of(loop, Path.of("none"), Runnable::run);
        new StatusRoutes(services.quotes(), status).addTo(routes);
        new MetricsRoute(status, scrapes::add, Duration.ofHours(1)).addTo(routes);
        new QuoteRoutes(services.quotes()).addTo(routes);
        new BookRoutes(services.books()).addTo(routes);
        new HistoryRoutes(services.history()).addTo(routes);
        new ConversionRoutes(services.conversions(), services.quotes().newest()).addTo(routes);
        new GameRoutes(game).addTo(routes);
        new IndicatorRoutes(services.indicators()).addTo(routes);
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private RecordingStream ask(String target) {
        return new RecordingStream(loop.context).ask(router, get(target), "");
    }

    /** The answer with apostrophes for quotes. */
    private String body(String target) {
        return ask(target).body().replace('"', '\'');
    }

    @Test
    void answersTheBookOfAPairAsDeepAsItIsWanted() {
        assertThat(body("/v1/books/BTC-USDT")).contains("'code':'no_data'", "no book of BTC-USDT yet");
        loop.books.publish(0, true, "B 10.2 1", "B 10.1 2", "A 10.3 3", "A 10.4 4");
        assertThat(body("/v1/books/btcusdt"))
                .isEqualTo("{'pair':'BTC-USDT','venue':'okx','bids':[['10.2','1'],['10.1','2']],"
                        + "'asks':[['10.3','3'],['10.4','4']],'exchangeTime':1786613174874000,"
                        + "'receiveTime':1786613174874005,'seq':1,'stale':false,'simulated':false,'depth':20}");
        assertThat(body("/v1/books/BTC-USDT?depth=1"))
                .contains("'bids':[['10.2','1']],'asks':[['10.3','3']]", "'depth':1}");
        assertThat(body("/v1/books/BTC-USDT?depth=3")).contains("'depth':5}");
        assertThat(body("/v1/books/BTC-USDT?depth=401"))
                .contains("'code':'bad_request'", "depth: 401 (expected: a whole number from 1 to 400)");
        assertThat(body("/v1/books/BTC-USDT?depth=-1")).contains("'code':'bad_request'");
        assertThat(body("/v1/books/X-Y")).contains("'code':'unknown_pair'");
    }

    @Test
    void tellHowTheGatewayIs() {
        assertThat(body("/v1/pairs"))
                .isEqualTo("{'pairs':[{'pair':'BTC-USDT','base':'BTC','quote':'USDT','venues':['okx','binance']},"
                        + "{'pair':'ETH-USDT','base':'ETH','quote':'USDT','venues':[]}]}");
        assertThat(body("/v1/venues"))
                .isEqualTo("{'venues':[{'venue':'okx','state':'live','preferred':0,'lastMessageAgeMs':12,'connects':1,"
                        + "'switchesAway':2,'gaps':3},{'venue':'binance','state':'disabled','preferred':null,"
                        + "'lastMessageAgeMs':null,'connects':0,'switchesAway':0,'gaps':0}]}");
        assertThat(body("/v1/info"))
                .isEqualTo("{'name':'quotegate','version':'1.2','instance':'instance-1','started':7}");
        assertThat(body("/healthz")).isEqualTo("{'status':'ok'}");
        RecordingStream metrics = scrape();
        assertThat(metrics.field(HttpHeaderNames.CONTENT_TYPE)).startsWith("text/plain; version=0.0.4");
        assertThat(metrics.body()).isEqualTo("counter 1.0\n");
        RecordingStream open = scrape(
                "accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1");
        assertThat(open.field(HttpHeaderNames.CONTENT_TYPE)).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(open.body()).isEqualTo("open counter 1.0\n");
    }

    /** What a request for the counters, with {@code fields}, is answered when they were gathered. */
    private RecordingStream scrape(String... fields) {
        RecordingStream stream = new RecordingStream(loop.context).ask(router, get("/metrics", fields), "");
        scrapes.forEach(Runnable::run);
        scrapes.clear();
        loop.turn();
        return stream;
    }

    @Test
    void gatherCountersElsewhereAndOnceForAllWhoAsk() {
        List<RecordingStream> asking = new ArrayList<>();
        for (int i = 0; i < 1_500; i++) {
            asking.add(ask("/metrics"));
        }
        assertThat(scrapes).hasSize(1);
        asking.get(0).served.closed(false);
        loop.turn();
        assertThat(asking).noneMatch(stream -> stream.finished);
        assertThat(ask("/healthz").status()).as("nobody waits for it").isEqualTo(200);
        scrapes.get(0).run();
        loop.turn();
        assertThat(asking.get(0).finished).as("it is gone").isFalse();
        assertThat(asking.subList(1, asking.size()))
                .allMatch(stream -> stream.finished && stream.body().equals("counter 1.0\n"));
        RecordingStream soon = ask("/metrics");
        loop.turn();
        assertThat(soon.status()).isEqualTo(200);
        assertThat(scrapes).as("what was gathered is still good").hasSize(1);
    }

    @Test
    void areNotHealthyWhileSomethingDoesNothingButFail() {
        status.broken = List.of("fanout");
        RecordingStream answer = ask("/healthz");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.body()).contains("does nothing but fail: fanout");
        status.broken = List.of();
        assertThat(ask("/healthz").status()).isEqualTo(200);
    }

    @Test
    void areReadyWhenThereIsAQuote() {
        assertThat(ask("/readyz").status()).isEqualTo(503);
        status.ready = true;
        assertThat(body("/readyz")).isEqualTo("{'status':'ready'}");
        status.reasons = List.of("okx took, but does not quote A-USDT", "b");
        assertThat(body("/readyz"))
                .isEqualTo("{'status':'ready','reasons':['okx took, but does not quote A-USDT','b']}");
    }

    @Test
    void answerQuotesAndLastPrices() {
        assertThat(body("/v1/quotes")).isEqualTo("{'quotes':[]}");
        assertThat(ask("/v1/quotes/BTC-USDT").status()).isEqualTo(503);
        loop.publish(0, "1.5");
        assertThat(body("/v1/quotes"))
                .startsWith("{'quotes':[{'pair':'BTC-USDT',")
                .endsWith("}]}");
        assertThat(body("/v1/quotes/BTC-USDT"))
                .startsWith("{'pair':'BTC-USDT',")
                .contains("'bid':'1.5'");
        assertThat(body("/courses")).isEqualTo("{}");
        assertThat(body("/BTC-USDT")).isEqualTo("{}");
        assertThat(body("/btc%2Fusdt")).isEqualTo("{}");
        assertThat(body("/v1/quotes/btc%2fUSDT")).startsWith("{'pair':'BTC-USDT',");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/quotes/X-Y, 404, unknown_pair",
        "/X-Y, 404, not_found",
        "/nothing, 404, not_found",
        "/v1/candles/X-Y, 404, unknown_pair",
        "/v1/trades/X-Y, 404, unknown_pair",
        "/v1/trades/BTC-USDT?limit=x, 400, bad_request",
        "/v1/indicators/X-Y, 404, unknown_pair",
        "/v1/indicators/BTC-USDT?window=x, 400, bad_request",
        "/v1/convert, 400, bad_request",
        "/v1/convert?from=EUR&to=USD&amount=1&allow_stale=maybe, 400, bad_request"
    })
    void refuseWhatTheServicesDo(String target, int expected, String code) {
        RecordingStream stream = ask(target);
        assertThat(stream.status()).isEqualTo(expected);
        assertThat(stream.body()).contains("\"code\":\"" + code + '"');
    }

    @Test
    void answerFromTheOtherServices() {
        assertThat(body("/v1/candles/BTC-USDT")).isEqualTo("{'candles':[]}");
        assertThat(body("/v1/trades/BTC-USDT")).isEqualTo("{'trades':[]}");
        assertThat(body("/v1/game/winners")).isEqualTo("{'winners':[]}");
        assertThat(body("/v1/game/winners?limit=1001"))
                .contains("limit: 1001 (expected: a whole number from 1 to 1000)");
        assertThat(body("/v1/indicators/BTC-USDT")).startsWith("{'pair':'BTC-USDT','window':'1h'");
        assertThat(body("/v1/convert?from=EUR&to=USD&amount=2")).contains("'result':'2.5'", "'source':'reference'");
    }

    @Test
    void tellAsManyWinnersAsAreAskedFor() {
        GamePlayer player = game.player();
        for (int i = 0; i < 25; i++) {
            player.guess("anna", 500);
        }
        assertThat(body("/v1/game/winners").split("anna", -1)).hasSize(21);
        assertThat(body("/v1/game/winners?limit=2").split("anna", -1)).hasSize(3);
        assertThat(body("/v1/game/winners?limit=1000").split("anna", -1)).hasSize(26);
    }

    @Test
    void haveNoRecordingToEndWhereNothingIsRecorded() {
        new RecordingRoutes(null, () -> 0).addTo(routes);
        RecordingStream answer =
                new RecordingStream(loop.context).ask(router, request(HttpMethod.POST, "/v1/files/roll"), "");
        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.body()).contains("files.record");
    }

    @Test
    void areListedWithASentenceEach() {
        assertThat(routes.list())
                .hasSize(16)
                .allMatch(route -> route.summary().endsWith("."))
                .extracting(Route::path)
                .doesNotHaveDuplicates()
                .contains("/v1/quotes/{pair}", "/metrics", "/v1/convert");
    }

    @Test
    void areListedWhereTheyBegin() {
        new IndexRoute(routes).add();
        routes.add(
                Route.of("/later", List.of(), Right.QUOTES, "websocket", "Messages.", (stream, request, parameter) -> {
                    throw new IllegalStateException("not asked");
                }));
        RecordingStream index = ask("/v1");
        assertThat(index.status()).isEqualTo(200);
        assertThat(index.field(HttpHeaderNames.CONTENT_TYPE)).isEqualTo("text/plain; charset=utf-8");
        assertThat(index.body().lines())
                .anyMatch(line -> line.matches("GET, HEAD +/v1/quotes/\\{pair} +The newest quote of a pair\\."))
                .anyMatch(line -> line.matches("GET, HEAD +/v1 +What is served here\\."))
                .anyMatch(line -> line.matches("websocket +/later +Messages\\."));
        assertThat(ask("/no-interface.html").body()).contains("nothing is served at /no-interface.html");
    }
}
