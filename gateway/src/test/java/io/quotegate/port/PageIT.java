package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openqa.selenium.Keys;

/** The page in a real browser: what people do with it, without a fault in its console and within its policy. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageIT {
    private static final String BTC = "#quote-table tr:has(button.pair):first-child ";
    private static final String NAME = "report <b>of & \"all\".bin";

    private final byte[] content = new byte[3_000_000];

    private SimulatedMarket market;
    private Chromium page;
    private Path downloads;

    @BeforeAll
    void start(@TempDir Path offered, @TempDir Path fetched) throws IOException {
        Chromium.assumeHere();
        downloads = fetched;
        new Random(7).nextBytes(content);
        Files.write(offered.resolve(NAME), content);
        Files.writeString(offered.resolve("notes.txt"), "hello");
        market = new SimulatedMarket(200, "files.dir=" + offered, "feeds.fail-back-after=1s");
        page = Chromium.start();
    }

    @AfterAll
    void stop() {
        if (page != null) {
            page.close();
            market.close();
        }
    }

    @BeforeEach
    void open() {
        page.show(Chromium.Screen.DESKTOP, "dark");
        page.open(market.gateway());
    }

    @AfterEach
    void isSound() {
        page.assertSound();
    }

    @Test
    void showsEveryPairAndChangesWithTheMarket() {
        assertThat(page.text("#quote-table button.pair"))
                .isEqualTo(
                        "BTC-USDT\nETH-USDT\nXRP-USDT\nDOGE-USDT\nADA-USDT\nBNB-USDT\nSOL-USDT\nPOL-USDT\nUSDC-USDT");
        String before = page.text("#quote-table td.sized .box");
        page.await(
                "another quote", () -> !page.text("#quote-table td.sized .box").equals(before));
        assertThat(page.text(BTC + "td:nth-of-type(1) .line")).matches("\\d{5}\\.\\d+");
        page.awaitText("#simulated", "simulated");
        page.awaitText("#quote-table td:nth-of-type(4) .line", " %");
    }

    @Test
    void showsPricesDigitForDigit() {
        page.await("the digits of the gateway's quote", () -> {
            String quote = market.get("/v1/quotes/BTC-USDT").body();
            String bid = quote.replaceAll(".*\"bid\":\"([^\"]+)\".*", "$1");
            String shown = page.text(BTC + "td:nth-of-type(1) .line");
            return shown.startsWith(bid) && shown.substring(bid.length()).matches("\\.?0*");
        });
    }

    @Test
    void showsTheBookOfThePairThatIsChosenAsDeepAsIsAsked() throws IOException {
        page.awaitText("#book-title", "Order book BTC-USDT");
        page.await(
                "ten levels", () -> prices("bid").size() == 10 && prices("ask").size() == 10);
        assertThat(prices("bid")).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(prices("ask")).isSorted();
        assertThat(page.text("#book-text")).matches("okx · spread [0-9.]+ \\([0-9.]+ bp\\) · #\\d+");
        page.one("#book-levels").sendKeys("50"); // by keyboard
        page.await(
                "fifty levels",
                () -> prices("bid").size() == 50 && prices("ask").size() == 50);
        page.one("#quote-table tr:nth-child(2) button.pair").click();
        page.awaitText("#book-title", "Order book ETH-USDT");
        page.await(
                "its levels",
                () -> prices("bid").size() == 50 && prices("bid").get(0).intValue() < 10_000);
        awaitTheBookOf("ETH-USDT");
    }

    private List<BigDecimal> prices(String side) {
        return page.text("#book-rows td.price." + side)
                .lines()
                .filter(line -> !line.isEmpty())
                .map(BigDecimal::new)
                .toList();
    }

    /** Until the page and the gateway tell of the same book, level by level and digit for digit. */
    private void awaitTheBookOf(String pair) {
        page.await("the gateway's book", () -> {
            String shown = String.valueOf(page.ask("""
                    const cells = (side) => [...document.querySelectorAll('#book-rows tr')].map((row) =>
                      [row.querySelector('.price.' + side).textContent, row.querySelector('.size.' + side).textContent]);
                    const bare = (text) => text.includes('.') ? text.replace(/\\.?0+$/, '') : text;
                    return document.getElementById('book-text').textContent.replace(/.*#/, '')
                        + JSON.stringify([cells('bid'), cells('ask')].map((side) => side.map((level) => level.map(bare))));
                    """));
            String told = market.get("/v1/books/" + pair + "?depth=50").body();
            String levels = told.replaceAll(".*\"bids\":(.*),\"asks\":(.*),\"exchangeTime\".*", "[$1,$2]");
            String seq = told.replaceAll(".*\"seq\":(\\d+).*", "$1");
            return shown.equals(
                    seq + levels.replaceAll("(\\.\\d*?)0+\"", "$1\"").replace(".\"", "\""));
        });
    }

    @Test
    void greysABookThatNobodyStandsBehindAndSaysSo() throws IOException {
        page.await("ten levels", () -> prices("bid").size() == 10);
        String stop = "{\"kind\":\"freeze\",\"for\":\"60s\"}";
        try (SimulatedVenue okx =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(100));
                Gateway gateway = TestGateways.startOn(okx)) {
            page.open(gateway);
            page.await("ten levels", () -> prices("bid").size() == 10);
            assertThat(page.all("#book.stale")).isEmpty();
            SimulatedMarket.fault(okx, stop);
            page.await("a stale book", () -> page.all("#book.stale").size() == 1);
            assertThat(page.text("#book-text")).startsWith("STALE · okx · ");
            assertThat(page.text("#book-said")).isEqualTo("The order book of BTC-USDT is stale");
            assertThat(prices("bid")).hasSize(10);
            page.open(market.gateway());
        }
    }

    @Test
    void showsThatAnotherVenueServesAndTheFirstAgain() throws IOException {
        market.stopOkx(); // and not a fault for some seconds, which a busy machine may not see
        page.await(
                "all pairs on binance",
                () -> page.text("#quote-table td:nth-of-type(6) .line")
                        .equals(String.join("\n", Collections.nCopies(9, "binance"))));
        page.awaitText("#venue-log", "9 pairs served from binance");
        page.awaitText("#venue-list li:not([data-state=live])", "okx");
        market.restartOkx();
        page.await(
                "all pairs on okx",
                () -> !page.text("#quote-table td:nth-of-type(6) .line").contains("binance"));
        page.awaitText("#venue-log", "served from okx (fail back)");
    }

    @Test
    void convertsAsOneTypes() {
        page.type("#converter [name=amount]", "2,5");
        page.type("#converter [name=to]", "eth");
        page.await("a conversion", () -> page.text("#converted").matches("\\d+\\.\\d+ ETH"));
        page.awaitText("#converted-by", "BTC-USDT");
        page.awaitText("#converted-said", "2.5 BTC are ");
        page.type("#converter [name=to]", "BTC");
        page.awaitText("#converted", "2.5 BTC");
        page.type("#converter [name=to]", "NOSUCH");
        page.awaitText("#converted-by", "NOSUCH");
    }

    @Test
    void letsPeopleTalkAndSaysWhatTheySayAsText() {
        String markup = "<img src=x onerror=\"document.title='broken in'\"> & <b>bold</b>";
        join(page, "alice");
        try (Chromium other = Chromium.start().open(market.gateway())) {
            join(other, "bob");
            other.awaitText("#chat-members", "2 people");
            other.type("#chat-say [name=text]", markup + Keys.ENTER);
            other.awaitText("#chat-log", "bob " + markup);
            other.assertSound();
        }
        page.awaitText("#chat-log", "bob " + markup);
        page.awaitText("#chat-log", "bob left");
        assertThat(page.all("#chat-log img, #chat-log li b b")).isEmpty();
    }

    private static void join(Chromium page, String name) {
        page.type("#chat-join [name=user]", name);
        page.type("#chat-join [name=room]", "attic" + Keys.ENTER);
        page.awaitText("#chat-note", "You are in attic as " + name);
    }

    @Test
    void isWonByWhoeverFindsTheNumberAndTellsTheOthers() {
        try (Chromium other = Chromium.start().open(market.gateway())) {
            page.type("#guess [name=user]", "carol");
            win(1, 1000);
            page.awaitText("#winners", "carol");
            other.awaitText("#game-said", "Game over, the winner is carol");
            other.assertSound();
        }
    }

    /** The number is from {@code low} to {@code high}. */
    private void win(int low, int high) {
        int middle = (low + high) / 2;
        page.type("#guess [name=number]", String.valueOf(middle) + Keys.ENTER);
        page.awaitText("#game-said", middle + ": ");
        String said = page.text("#game-said");
        if (!said.contains("BRAVO")) {
            win(said.contains("too low") ? middle + 1 : low, said.contains("too low") ? high : middle - 1);
        }
    }

    @Test
    void fetchesSeveralFilesAtOnceAndChecksThem() throws IOException {
        page.downloadTo(downloads);
        page.await("both files", () -> page.all("#file-rows input").size() == 2);
        page.one("#all-files").click();
        page.awaitText("#download", "Download 2 files");
        assertThat(page.one("#archive").getDomAttribute("href")).startsWith("/v1/archive?name=");
        page.one("#download").click();
        page.await("both downloads", () -> SimulatedMarket.count(page.text("#downloads"), "SHA-256 right") == 2);
        Path binary = downloads.resolve("report _b_of & _all_.bin"); // as a browser spells it for a disk
        SimulatedMarket.await("the files", () -> Files.exists(binary) && Files.exists(downloads.resolve("notes.txt")));
        assertThat(binary).hasBinaryContent(content);
        assertThat(downloads.resolve("notes.txt")).hasContent("hello");
    }

    @Test
    void isUsedByKeyboard() {
        page.one("body").sendKeys(Keys.TAB);
        assertThat(page.driver().switchTo().activeElement().getText()).isEqualTo("Skip to quotes");
        page.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        page.one(BTC + "button.pair").sendKeys(Keys.ARROW_DOWN);
        assertThat(page.driver().switchTo().activeElement().getText()).isEqualTo("ETH-USDT");
        page.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
        page.awaitText("#chart-title", "ETH-USDT");
        page.awaitText("#indicators-title", "ETH-USDT");
        page.await("a chart", () -> !page.all("#candles canvas").isEmpty());
        page.await("its candles", () -> page.text("#candle-text").matches("(?s)\\d\\d:\\d\\d.* O.\\d+.*"));
        page.type("#filter", "doge");
        page.awaitText("#quote-count", "1 of 9 pairs");
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("deprecation") // the other mode opens a window for frames of other sites, which the page has not
    void isWithoutBarriers(Chromium.Screen screen) {
        for (String scheme : List.of("dark", "light")) {
            page.show(screen, scheme);
            page.open(market.gateway());
            page.await("its candles", () -> page.text("#candle-text").contains("O"));
            List<Rule> violations =
                    new AxeBuilder().setLegacyMode(true).analyze(page.driver()).getViolations();
            assertThat(violations)
                    .as(
                            "%s, %s: %s",
                            screen,
                            scheme,
                            violations.stream().map(PageIT::told).toList())
                    .isEmpty();
            assertThat(page.ask("return document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
                    .as("fits")
                    .isEqualTo(true);
        }
    }

    private static String told(Rule rule) {
        return rule.getId() + ": "
                + rule.getNodes().stream().map(CheckedNode::getHtml).toList();
    }

    @Test
    void speaksTlsAsWell() {
        page.open("https", market.gateway());
        page.awaitText("#connection-figures", "WebSocket over TLS");
    }

    @Test
    void comesBackByItselfWhenTheGatewayDoes() throws IOException {
        try (SimulatedVenue okx =
                SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(100))) {
            int port = Fork.port();
            try (Gateway gateway = TestGateways.startOn(okx, "server.port=" + port)) {
                page.open(gateway);
            }
            page.awaitText("#link-state", "Not connected");
            page.awaitText("#notice", "No connection to the gateway");
            assertThat(page.all("#quote-table tbody.cut")).hasSize(1);
            try (Gateway gateway = TestGateways.startOn(okx, "server.port=" + port)) {
                page.awaitText("#connection-log", "the gateway was started anew");
                page.awaitText("#link-state", "Live");
                page.awaitQuotes();
                String before = page.text("#quote-table td.sized .box");
                page.await(
                        "another quote",
                        () -> !page.text("#quote-table td.sized .box").equals(before));
                assertShownAfterReload(okx, gateway, "BTC-USDT", "SOL-USDT");
                assertShownAfterReload(okx, gateway, "BTC-USDT", "ETH-USDT", "SOL-USDT");
                page.forgetConsole();
                assertThat(gateway.address().getPort()).isEqualTo(port);
                page.assertSound();
                page.open(market.gateway());
            }
        }
    }

    private void assertShownAfterReload(SimulatedVenue okx, Gateway gateway, String... pairs) {
        assertThat(TestGateways.reloadOn(okx, gateway, "pairs=" + String.join(",", pairs)))
                .isTrue();
        page.await(
                "quotes of these pairs",
                () -> page.text("#quote-table button.pair").equals(String.join("\n", pairs))
                        && page.text("#quote-table td:nth-of-type(6) .line")
                                .equals(String.join("\n", Collections.nCopies(pairs.length, "okx"))));
    }
}
