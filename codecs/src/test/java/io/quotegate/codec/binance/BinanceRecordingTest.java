package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceRecordingTest {
    private static final Fixtures FIXTURES = new Fixtures("/fixtures/binance.txt");

    private final BinanceRecording recording = new BinanceRecording();

    @ParameterizedTest
    @CsvSource({
        "book, btcusdt@bookTicker, BTCUSDT, 0",
        "book-combined, btcusdt@bookTicker, BTCUSDT, 0",
        "book-data-first, ethusdt@bookTicker, ETHUSDT, 0",
        "trade, btcusdt@trade, BTCUSDT, 1786613174873000000",
        "trade-combined, ethusdt@trade, ETHUSDT, 1786613174874000000",
        "trade-microseconds, btcusdt@trade, BTCUSDT, 1786613174876123000",
        "ticker, btcusdt@ticker, BTCUSDT, 1786613174877000000",
        "mini-ticker, btcusdt@miniTicker, BTCUSDT, 1786613174878000000",
        "agg-trade, btcusdt@aggTrade, BTCUSDT, 1786613174879000000",
        "depth, btcusdt@depth, BTCUSDT, 1786613174880000000",
        "kline, btcusdt@kline_1m, BTCUSDT, 1786613174881000000",
        "mini-ticker-array, !miniTicker@arr, '', 0"
    })
    void recognisesEventsOfEveryStream(String fixture, String topic, String symbol, long eventTimeNs) {
        String message = FIXTURES.get(fixture);
        RecordedMessage read = requireNonNull(recording.read(message.getBytes(UTF_8)));

        assertThat(read.topic()).isEqualTo(topic);
        assertThat(read.symbol()).isEqualTo(symbol);
        assertThat(read.eventTimeNs()).isEqualTo(eventTimeNs);
        assertThat(read.named()).isEqualTo(message.contains("\"stream\""));
    }

    @Test
    void findsTheRawEventInACombinedOne() {
        String message = FIXTURES.get("book-data-first");
        RecordedMessage read = requireNonNull(recording.read(message.getBytes(UTF_8)));

        assertThat(message.substring(read.payload().from(), read.payload().to()))
                .isEqualTo("{\"A\":\"2.00000000\",\"a\":\"2000.20000000\",\"B\":\"1.00000000\",\"b\":\"2000.10000000\","
                        + "\"s\":\"ETHUSDT\",\"u\":7}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"result", "error-nested", "shutdown", "depth20"})
    void passesOverWhatIsNoEvent(String fixture) {
        assertThat(recording.read(FIXTURES.get(fixture).getBytes(UTF_8))).isNull();
    }

    @Test
    void recognisesAllOfARealRecordingButItsSnapshot() {
        int events = 0;
        int others = 0;
        for (String line : Captures.lines("binance/spot_btcusdt_20240808.gz")) {
            RecordedMessage read =
                    recording.read(line.substring(line.indexOf(' ') + 1).getBytes(UTF_8));
            events += read == null ? 0 : 1;
            others += read == null ? 1 : 0;
        }
        assertThat(events).isEqualTo(3_451 + 28_040 + 9_757);
        assertThat(others).isEqualTo(1);
    }

    @Test
    void readsTheDayOutOfATicker() {
        byte[] ticker = FIXTURES.get("ticker").getBytes(UTF_8);
        DayTicker day = new DayTicker();
        new BinanceDayTickerDecoder().decode(ticker, 0, ticker.length, day);

        assertThat(day.change).hasToString("-10.5");
        assertThat(day.last).hasToString("50000.10000000");
        assertThat(day.top.ask).hasToString("50000.2");
        assertThat(day.lastTradeId).isEqualTo(12347);
        assertThat(day.timeNs).isEqualTo(1_786_613_174_877_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "BTCUSDT, BTC-USDT",
        "ETHBTC, ETH-BTC",
        "RUNEEUR, RUNE-EUR",
        "USDCUSDT, USDC-USDT",
        "BTCFDUSD, BTC-FDUSD"
    })
    void splitsASymbolWhereACurrencyEndsIt(String symbol, String pair) {
        assertThat(BinanceStream.pairOf(symbol)).isEqualTo(pair);
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTCUSDT_220624", "BTCUSD_PERP", "USDT", "", "NONSENSE"})
    void knowsNoPairInWhatIsNoSymbolOfTheSpotMarket(String symbol) {
        assertThat(BinanceStream.pairOf(symbol)).isNull();
    }
}
