package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.market.book.OrderBook;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each kind of fault, as a client meets it. */
@Timeout(120)
class SimulatorFaultsIT {
    private static final String PATH = "/ws/v5/public";
    private static final String SUBSCRIBE = "{\"op\":\"subscribe\",\"args\":["
            + "{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}]}";
    private static final Pattern SEQ = Pattern.compile("\"seqId\":(\\d+)}]}$");
    private static final Pattern TRADE = Pattern.compile("\"tradeId\":\"(\\d+)\".*\"count\":\"(\\d+)\"");
    private static final Pattern TIME = Pattern.compile("\"ts\":\"(\\d+)\"");

    private SimulatedVenue okx;
    private SimulatorHttp http;
    private WebSocketTestClient client;

    @BeforeEach
    void connect() throws IOException {
        okx = SimulatedVenue.start(
                SimulatorOptions.of(Venue.OKX).withPairs(List.of("BTC-USDT")).withRatePerSecond(200),
                TestModels.of(Venue.OKX));
        http = new SimulatorHttp(okx);
        client = WebSocketTestClient.connect(okx.port(), PATH);
        client.send(SUBSCRIBE);
        client.texts(10, text -> true);
    }

    @AfterEach
    void disconnect() throws IOException {
        client.close();
        okx.close();
    }

    private String nextBook() throws IOException {
        return client.nextText(text -> text.contains("\"bbo-tbt\""));
    }

    private static long seq(String book) {
        Matcher seq = SEQ.matcher(book);
        assertThat(seq.find()).as(book).isTrue();
        return Long.parseLong(seq.group(1));
    }

    private static final Pattern BOOK_SEQS = Pattern.compile("\"seqId\":(\\d+),\"prevSeqId\":(-?\\d+)}]}$");

    private long[] nextBookSeqs() throws IOException {
        String book = client.nextText(text -> text.contains("\"books\",") && text.contains("\"data\""));
        Matcher seqs = BOOK_SEQS.matcher(book);
        assertThat(seqs.find()).as(book).isTrue();
        return new long[] {Long.parseLong(seqs.group(2)), Long.parseLong(seqs.group(1))};
    }

    /** Subscribes and returns the number of the snapshot. */
    private long subscribeToABook() throws IOException {
        client.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
        long[] snapshot = nextBookSeqs();
        assertThat(snapshot[0]).isEqualTo(-1);
        return snapshot[1];
    }

    @Test
    void losesUpdatesOfBooksAndNothingElse() throws Exception {
        long last = subscribeToABook();
        http.fault("{\"kind\":\"book-gap\",\"count\":2}");
        int gaps = 0;
        for (int i = 0; i < 10; i++) {
            long[] seqs = nextBookSeqs();
            gaps += seqs[0] == last ? 0 : 1;
            last = seqs[1];
        }
        assertThat(gaps).isEqualTo(1);
    }

    @Test
    void crossesBooksForAWhile() throws Exception {
        OrderBook book = new OrderBook(1000);
        MarketListener market = new MarketListener() {
            @Override
            public void onDepth(DepthUpdate depth) {
                book.apply(depth);
            }

            @Override
            public void onTop(TopUpdate top) {}

            @Override
            public void onTicker(TickerUpdate ticker) {}

            @Override
            public void onTrade(TradeUpdate trade) {}

            @Override
            public void onUnrepresentable() {}

            @Override
            public void onUnusable() {}
        };
        OkxListener nobody = (OkxListener) Proxy.newProxyInstance(
                OkxListener.class.getClassLoader(), new Class<?>[] {OkxListener.class}, (self, method, given) -> null);
        OkxDecoder decoder = new OkxDecoder(Instruments.of(List.of("BTC-USDT")), market, nobody);
        client.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
        http.fault("{\"kind\":\"book-crossed\",\"for\":\"300ms\"}");
        http.fault("{\"kind\":\"book-crossed\",\"for\":\"400ms\"}");
        List<Boolean> turns = new ArrayList<>();
        while (turns.size() < 2) {
            byte[] push = client.nextText(text -> text.contains("\"books\"") && text.contains("\"data\""))
                    .getBytes(UTF_8);
            decoder.decode(push, 0, push.length);
            if (book.isCrossed() == turns.isEmpty()) {
                turns.add(book.isCrossed());
            }
        }
        assertThat(turns).containsExactly(true, false);
    }

    @Test
    void countsAnewAfterMaintenance() throws Exception {
        subscribeToABook();
        http.fault("{\"kind\":\"seq-reset\"}");
        long[] seqs = nextBookSeqs();
        while (seqs[1] > seqs[0]) {
            seqs = nextBookSeqs();
        }
        assertThat(seqs[1]).isLessThan(1_000_000);
        assertThat(nextBookSeqs()[0]).isEqualTo(seqs[1]);
    }

    @Test
    void disconnectsWithAGoodbye() throws Exception {
        assertThat(http.fault("{\"kind\":\"disconnect\"}"))
                .isEqualTo("{\"kind\":\"disconnect\",\"for\":\"0\",\"connections\":1}");

        assertThat(client.nextEnd().closeCode()).isEqualTo(1001);
        assertThat(client.next().isEnd()).isTrue();
    }

    @Test
    void resetsConnections() throws Exception {
        http.fault("{\"kind\":\"reset\"}");

        assertThat(client.nextEnd().opcode()).isEqualTo(WebSocketTestClient.Frame.RESET);
    }

    @Test
    void freezesAndThenGoesOn() throws Exception {
        String before = nextBook();
        assertThat(http.fault("{\"kind\":\"freeze\",\"for\":\"700ms\"}"))
                .isEqualTo("{\"kind\":\"freeze\",\"for\":\"700ms\",\"connections\":1}");
        before = drain(before);
        client.send("ping");
        try (WebSocketTestClient late = WebSocketTestClient.ask(okx.port(), PATH)) {
            assertThat(late.isSilentFor(Duration.ofMillis(200))).isTrue();
            assertThat(client.isSilentFor(Duration.ofMillis(100))).isTrue();
            assertThat(http.get("/_sim/status").body()).contains("\"frozen\":true");

            assertThat(late.readHead()).contains(" 101 ");
        }
        assertThat(client.nextText(text -> text.equals("pong"))).isEqualTo("pong");
        assertThat(seq(nextBook())).isGreaterThan(seq(before));
    }

    /** Reads all that was on its way and gives the last book. */
    private String drain(String lastRead) throws IOException {
        String last = lastRead;
        while (!client.isSilentFor(Duration.ofMillis(20))) {
            String text = client.nextText();
            last = text.contains("\"bbo-tbt\"") ? text : last;
        }
        return last;
    }

    @Test
    void sendsPushesLate() throws Exception {
        http.fault("{\"kind\":\"slow\",\"for\":\"1s\",\"delay\":\"400ms\"}");
        String late = nextBook();
        while (System.currentTimeMillis() - time(late) < 400) {
            late = nextBook();
        }
        String prompt = nextBook();
        while (System.currentTimeMillis() - time(prompt) > 100) {
            assertThat(seq(prompt)).isGreaterThan(seq(late));
            late = prompt;
            prompt = nextBook();
        }
    }

    private static long time(String push) {
        Matcher time = TIME.matcher(push);
        assertThat(time.find()).as(push).isTrue();
        return Long.parseLong(time.group(1));
    }

    @Test
    void sendsGarbageAndCarriesOn() throws Exception {
        http.fault("{\"kind\":\"garbage\",\"count\":4}");
        List<String> garbage = client.texts(4, text -> !SEQ.matcher(text).find());

        assertThat(garbage).anyMatch(SimulatorFaultsIT::isJson).anyMatch(text -> !isJson(text));
        nextBook();
    }

    private static boolean isJson(String text) {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            while (parser.nextToken() != null) {
                parser.getText();
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void beginsAFrameAndNeverEndsIt() throws Exception {
        http.fault("{\"kind\":\"half-frame\"}");

        assertThat(new String(client.leftAfter(Duration.ofMillis(300)), UTF_8))
                .contains("{\"arg\":{\"channel\":\"bbo-tbt\"");
        assertThat(http.get("/_sim/status").body()).contains("\"connections\":1");
    }

    @Test
    void refusesNewConnectionsForAWhile() throws Exception {
        http.fault("{\"kind\":\"refuse\",\"for\":\"500ms\"}");
        try (WebSocketTestClient refused = WebSocketTestClient.attempt(okx.port(), PATH)) {
            assertThat(refused.status()).isEmpty();
        }
        nextBook(); // who was connected stays so
        assertThat(http.get("/_sim/status").body()).contains("\"refusing\":true");
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), okx.port())) {
            assertThat(silent.getInputStream().read()).isEqualTo(-1);
        }

        Await.until(() -> {
            try (WebSocketTestClient accepted = WebSocketTestClient.attempt(okx.port(), PATH)) {
                return accepted.isOpen();
            }
        });
    }

    @Test
    void announcesThatItCutsConnectionsAndDoes() throws Exception {
        http.fault("{\"kind\":\"notice\",\"for\":\"300ms\"}");

        assertThat(client.nextText(text -> text.contains("\"notice\"")))
                .startsWith("{\"event\":\"notice\",\"code\":\"64008\",\"msg\":\"The connection will soon be closed for"
                        + " a service upgrade. Please reconnect.\",\"connId\":\"");
        nextBook();
        assertThat(client.nextEnd().closeCode()).isEqualTo(1001);
    }

    @Test
    void sendsPushesTwice() throws Exception {
        http.fault("{\"kind\":\"duplicate\",\"for\":\"10s\"}");
        String last = nextBook();
        for (String next = nextBook(); !next.equals(last); next = nextBook()) {
            last = next;
        }
        for (int i = 0; i < 20; i++) {
            String once = nextBook();
            assertThat(once).isNotEqualTo(last);
            assertThat(nextBook()).isEqualTo(once);
            last = once;
        }
    }

    @Test
    void swapsPushes() throws Exception {
        http.fault("{\"kind\":\"reorder\",\"for\":\"10s\"}");
        String first = nextBook();
        String second = nextBook();
        while (seq(second) > seq(first)) {
            first = second;
            second = nextBook();
        }
        for (int i = 0; i < 20; i++) {
            long later = seq(nextBook());
            long earlier = seq(nextBook());
            assertThat(later).isGreaterThan(earlier);
        }
    }

    @Test
    void losesPushesSoThatTradeNumbersTell() throws Exception {
        List<String> trades = new ArrayList<>();
        trades.add(client.nextText(text -> text.contains("\"trades\"") && text.contains("\"data\"")));
        http.fault("{\"kind\":\"gap\",\"count\":30}");
        int gaps = 0;
        while (trades.size() < 40) {
            trades.add(client.nextText(text -> text.contains("\"trades\"") && text.contains("\"data\"")));
        }
        for (int i = 1; i < trades.size(); i++) {
            Matcher before = TRADE.matcher(trades.get(i - 1));
            Matcher trade = TRADE.matcher(trades.get(i));
            assertThat(before.find() && trade.find()).isTrue();
            long expected = Long.parseLong(trade.group(1)) - Long.parseLong(trade.group(2));
            gaps += expected == Long.parseLong(before.group(1)) ? 0 : 1;
        }
        assertThat(gaps).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '^',
            value = {
                "{\"kind\":\"melt\"} ; {\"error\":\"kind: melt (expected: one of disconnect, reset, freeze, slow, garbage,"
                        + " half-frame, refuse, notice, duplicate, reorder, gap, book-gap, book-crossed, seq-reset)\"}",
                "{\"for\":\"1s\"} ; {\"error\":\"kind: missing (expected: one of disconnect, reset, freeze, slow, garbage,"
                        + " half-frame, refuse, notice, duplicate, reorder, gap, book-gap, book-crossed, seq-reset)\"}",
                "{\"kind\":\"freeze\",\"for\":\"long\"}"
                        + " ; {\"error\":\"for: long (expected: <n>(us|ms|s|m|h|d), or 0)\"}",
                "{\"kind\":\"gap\",\"count\":0} ; {\"error\":\"count: 0 (expected: 1..1000000)\"}",
                "{\"kind\":\"gap\",\"colour\":1}"
                        + " ; {\"error\":\"colour: unknown (expected: kind, for, delay or count)\"}",
                "freeze ; {\"error\":\"body: malformed (expected: {\\\"kind\\\":\\\"freeze\\\",\\\"for\\\":\\\"3s\\\"})\"}"
            })
    void saysWhatIsWrongWithAnOrder(String body, String error) throws Exception {
        HttpResponse<String> answer = http.post(body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo(error);
        nextBook();
    }

    @Test
    void announcesTheShutdownOfBinanceInTheFormOfTheConnection() throws Exception {
        try (SimulatedVenue binance =
                        SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE), TestModels.of(Venue.BINANCE));
                WebSocketTestClient raw = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@trade");
                WebSocketTestClient combined =
                        WebSocketTestClient.connect(binance.port(), "/stream?streams=btcusdt@trade")) {
            assertThat(new SimulatorHttp(binance).fault("{\"kind\":\"notice\",\"for\":\"100ms\"}"))
                    .isEqualTo("{\"kind\":\"notice\",\"for\":\"100ms\",\"connections\":2}");

            assertThat(raw.nextText(text -> text.contains("Shutdown")))
                    .matches("\\{\"e\":\"serverShutdown\",\"E\":\\d{13}}");
            assertThat(combined.nextText(text -> text.contains("Shutdown")))
                    .matches("\\{\"stream\":\"!serverShutdown\",\"data\":\\{\"e\":\"serverShutdown\",\"E\":\\d{13}}}");
            assertThat(raw.nextEnd().closeCode()).isEqualTo(1001);
            assertThat(combined.nextEnd().closeCode()).isEqualTo(1001);
        }
    }
}
