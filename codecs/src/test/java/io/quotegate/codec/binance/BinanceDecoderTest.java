package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.RecordingMarket;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeUpdate;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.Fixtures;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BinanceDecoderTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private static final Fixtures FIXTURES = new Fixtures("/fixtures/binance.txt");

    private final Recorder recorder = new Recorder();
    private final BinanceDecoder decoder = new BinanceDecoder(INSTRUMENTS, recorder, recorder);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "book | top 0 50000.10000000 x 0.00001200 / 50000.20000000 x 1000000000000.00000000 time 0 seq 400900217",
                "book-combined | top 0 50000.10000000 x 1.00000000 / 50000.20000000 x 2.00000000 time 0 seq 400900218",
                "book-data-first | top 1 2000.10000000 x 1.00000000 / 2000.20000000 x 2.00000000 time 0 seq 7",
                "book-empty-side | top 0 null x null / 50000.20000000 x 1.00000000 time 0 seq 400900219",
                "trade | trade 0 12345 50000.10000000 x 0.02000000 sell time 1786613174872000 count 1",
                "trade-combined | trade 1 77 2000.00000000 x 1.00000000 buy time 1786613174873000 count 1",
                "trade-with-orders | trade 0 12346 50000.1 x 100 sell time 1786613174875000 count 1",
                "trade-microseconds | trade 0 12347 50000.2 x 1 buy time 1786613174876001 count 1",
                "ticker | ticker 0 50000.10000000 x 0.25000000 time 1786613174877000 trade 12347",
                "mini-ticker | ticker 0 50000.30000000 x null time 1786613174878000 trade -1",
                "result | result 1",
                "depth | depth 0 changes [50000.1 x 1] / [] time 1786613174880000 seq 0 to 2",
                "list | result 3",
                "error-nested | error 2 2 Invalid request: invalid stream",
                "error-flat | error 4 2 Invalid request: unknown variant \"X\"",
                "error-null-id | error -1 3 Invalid JSON: expected value at line 1 column 1",
                "shutdown | shutdown",
                "shutdown-combined | shutdown"
            })
    void readsEachKindOfMessage(String fixture, String expected) {
        assertThat(decode(FIXTURES.get(fixture))).isTrue();
        assertThat(String.join("; ", recorder.heard)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-symbol", "agg-trade", "depth20", "kline", "mini-ticker-array"})
    void saysWhatItDoesNotKnow(String fixture) {
        assertThat(decode(FIXTURES.get(fixture))).isFalse();
        assertThat(recorder.heard).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\""})
    void refusesWhatItCannotRead(String text) {
        assertThatExceptionOfType(ProtocolException.class).isThrownBy(() -> decode(text));
    }

    @Test
    void neverFailsInAnyOtherWayOnDamagedMessages() {
        long seed = 6;
        Random random = new Random(seed);
        List<String> messages = List.copyOf(FIXTURES.all().values());
        for (int round = 0; round < 100_000; round++) {
            byte[] text = messages.get(random.nextInt(messages.size())).getBytes(UTF_8);
            int to = random.nextInt(4) == 0 ? random.nextInt(text.length + 1) : text.length;
            for (int i = random.nextInt(4); i > 0 && to > 0; i--) {
                text[random.nextInt(to)] = (byte) random.nextInt(256);
            }
            try {
                decoder.decode(text, 0, to);
            } catch (ProtocolException e) {
                assertThat(e.detail()).as("seed %d", seed).isNotEmpty();
            }
        }
    }

    @Test
    void readsBackWhatTheEncoderWrites() {
        DayTicker day = new DayTicker();
        day.top.bid.setUnscaled(5000010, 2);
        day.top.bidSize.setUnscaled(1, 8);
        day.top.venueSeq = 12;
        day.last.setUnscaled(5000015, 2);
        day.lastSize.setUnscaled(3, 0);
        day.timeNs = 1_786_613_174_000_000_000L;
        day.lastTradeId = 44;
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = 45;
        trade.price.setUnscaled(1, 8);
        trade.size.setUnscaled(100_000_000_000_000L, 8);
        trade.exchangeTimeNs = 1_786_613_174_001_000_000L;
        ByteWriter out = new ByteWriter(16);

        BinanceEncoder.bookTicker(out, "ETHUSDT", day.top);
        decode(out.toString());
        BinanceEncoder.beginCombined(out.clear(), "btcusdt@trade");
        BinanceEncoder.trade(out, "BTCUSDT", trade, trade.exchangeTimeNs, MILLISECONDS);
        decode(out.put('}').toString());
        BinanceEncoder.ticker(out.clear(), "BTCUSDT", day, MILLISECONDS);
        decode(out.toString());
        BinanceEncoder.miniTicker(out.clear(), "BTCUSDT", day, MILLISECONDS);
        decode(out.toString());
        BinanceEncoder.serverShutdown(out.clear(), day.timeNs, MILLISECONDS);
        decode(out.toString());
        BinanceEncoder.result(out.clear(), "null", "9");
        decode(out.toString());
        BinanceEncoder.error(out.clear(), 2, "too many parameters", "10");
        decode(out.toString());

        assertThat(recorder.heard)
                .containsExactly(
                        "top 1 50000.10 x 0.00000001 / null x null time 0 seq 12",
                        "trade 0 45 0.00000001 x 1000000.00000000 sell time 1786613174001000 count 1",
                        "ticker 0 50000.15 x 3 time 1786613174000000 trade 44",
                        "ticker 0 50000.15 x null time 1786613174000000 trade -1",
                        "shutdown",
                        "result 9",
                        "error 10 2 too many parameters");
    }

    @Test
    void readsEveryMessageOfARecordingWithItsDigits() {
        int books = 0;
        int tops = 0;
        int trades = 0;
        for (String line : Captures.lines("binance/spot_btcusdt_20240808.gz")) {
            String message = line.substring(line.indexOf(' ') + 1);
            recorder.heard.clear();
            if (decode(message)) {
                String heard = recorder.heard.get(0);
                if (heard.startsWith("depth")) { // BinanceBookTest looks at these
                    books++;
                    continue;
                }
                boolean isTop = heard.startsWith("top");
                tops += isTop ? 1 : 0;
                trades += isTop ? 0 : 1;
                assertThat(message).contains(isTop ? "\"b\":\"" + heard.split(" ")[2] + '"' : heard.split(" ")[3]);
            }
        }
        assertThat(books).isEqualTo(3_451);
        assertThat(tops).isEqualTo(28_040);
        assertThat(trades).isEqualTo(9_757);
    }

    private boolean decode(String text) {
        byte[] bytes = ("~" + text + "~").getBytes(UTF_8);
        return decoder.decode(bytes, 1, bytes.length - 1);
    }

    private static final class Recorder extends RecordingMarket implements BinanceListener {
        @Override
        public void onResult(long id) {
            heard.add("result " + id);
        }

        @Override
        public void onError(long id, long code, String message) {
            heard.add("error " + id + ' ' + code + ' ' + message);
        }

        @Override
        public void onServerShutdown() {
            heard.add("shutdown");
        }
    }
}
