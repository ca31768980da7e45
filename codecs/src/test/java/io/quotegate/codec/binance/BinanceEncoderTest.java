package io.quotegate.codec.binance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.RecordingMarket;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.Instruments;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the encoders write, a decoder that shares nothing with them reads. */
class BinanceEncoderTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private static final long TIME_NS = 1_786_613_174_873_456_000L;

    private final ByteWriter out = new ByteWriter(16);
    private final RecordingMarket market = new RecordingMarket();
    private final Heard heard = new Heard();
    private final BinanceDecoder decoder = new BinanceDecoder(INSTRUMENTS, market, heard);

    private static final class Heard implements BinanceListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void onResult(long id) {
            lines.add("result " + id);
        }

        @Override
        public void onError(long id, long code, String message) {
            lines.add("error " + id + ' ' + code + ' ' + message);
        }

        @Override
        public void onServerShutdown() {
            lines.add("shutdown");
        }
    }

    private void decode() {
        assertThat(decoder.decode(out.array(), 0, out.length()))
                .as(out.toString())
                .isTrue();
        out.clear();
    }

    private static DayTicker day() {
        DayTicker day = new DayTicker();
        day.last.parse("63707.20000000");
        day.lastSize.parse("0.50000000");
        day.open.parse("63000.00000000");
        day.high.parse("64000.00000000");
        day.low.parse("62000.00000000");
        day.volume.parse("12.50000000");
        day.quoteVolume.parse("790000.25000000");
        day.change.parse("707.20000000");
        day.changePercent.parse("1.123");
        day.average.parse("63200.02000000");
        day.top.bid.parse("63707.10000000");
        day.openTimeNs = TIME_NS - 86_400_000_000_000L;
        day.timeNs = TIME_NS;
        day.firstTradeId = 3;
        day.lastTradeId = 9;
        day.trades = 7;
        return day;
    }

    private static VenueCandle candle(boolean closed) {
        return new VenueCandle(
                1_786_613_160_000_000_000L,
                60_000_000_000L,
                new BigDecimal("1.5"),
                new BigDecimal("2"),
                new BigDecimal("1"),
                new BigDecimal("1.75"),
                new BigDecimal("4"),
                new BigDecimal("7.1"),
                new BigDecimal("3"),
                new BigDecimal("5.2"),
                3,
                11,
                13,
                closed);
    }

    @Test
    void tellsTheBestBidAndAsk() {
        TopUpdate top = new TopUpdate();
        top.bid.parse("63707.10000000");
        top.bidSize.parse("0.50000000");
        top.venueSeq = 77;
        BinanceEncoder.bookTicker(out, "ETHUSDT", top);
        decode();
        assertThat(market.heard).containsExactly("top 1 63707.10000000 x 0.50000000 / null x null time 0 seq 77");
    }

    @Test
    void tellsATradeInTheUnitAskedFor() {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = 9;
        trade.price.parse("0.01200000");
        trade.size.parse("5.00000000");
        trade.takerBuys = true;
        trade.exchangeTimeNs = TIME_NS;
        BinanceEncoder.trade(out, "BTCUSDT", trade, TIME_NS, MILLISECONDS);
        decode();
        trade.takerBuys = false;
        BinanceEncoder.trade(out, "BTCUSDT", trade, TIME_NS, MICROSECONDS);
        decode();
        assertThat(market.heard)
                .containsExactly(
                        "trade 0 9 0.01200000 x 5.00000000 buy time 1786613174873000 count 1",
                        "trade 0 9 0.01200000 x 5.00000000 sell time 1786613174873456 count 1");
    }

    @Test
    void tellsTheDayInFullAndInShort() {
        BinanceEncoder.ticker(out, "BTCUSDT", day(), MICROSECONDS);
        DayTicker read = new DayTicker();
        new BinanceDayTickerDecoder().decode(out.array(), 0, out.length(), read);
        decode();
        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("top", "lastTradeId")
                .isEqualTo(day());
        assertThat(read.lastTradeId).isEqualTo(9);
        assertThat(read.top.bid).hasToString("63707.10000000");
        assertThat(read.top.ask).as("unknown").hasToString("0.00000000");
        BinanceEncoder.miniTicker(out, "BTCUSDT", day(), MILLISECONDS);
        decode();
        assertThat(market.heard)
                .containsExactly(
                        "ticker 0 63707.20000000 x 0.50000000 time 1786613174873456 trade 9",
                        "ticker 0 63707.20000000 x null time 1786613174873000 trade -1");
    }

    @Test
    void tellsCandles() throws IOException {
        BinanceKlineEncoder.event(out, "BTCUSDT", candle(false), TIME_NS, MILLISECONDS);
        assertThat(out)
                .hasToString("{\"e\":\"kline\",\"E\":1786613174873,\"s\":\"BTCUSDT\",\"k\":{\"t\":1786613160000,"
                        + "\"T\":1786613219999,\"s\":\"BTCUSDT\",\"i\":\"1m\",\"f\":11,\"L\":13,\"o\":\"1.50000000\","
                        + "\"c\":\"1.75000000\",\"h\":\"2.00000000\",\"l\":\"1.00000000\",\"v\":\"4.00000000\",\"n\":3,"
                        + "\"x\":false,\"q\":\"7.10000000\",\"V\":\"3.00000000\",\"Q\":\"5.20000000\",\"B\":\"0\"}}");
        BinanceKlineEncoder.event(out.clear(), "BTCUSDT", candle(true), TIME_NS, MILLISECONDS);
        assertThat(out.toString()).contains("\"x\":true");
        BinanceKlineEncoder.row(out.clear(), candle(true), MICROSECONDS);
        byte[] rows = ("[" + out + ']').getBytes(UTF_8);
        assertThat(BinanceRestDecoder.klines(rows, INSTRUMENTS.byId(0)))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.openTimeUs()).isEqualTo(1_786_613_160_000_000L);
                    assertThat(row.high()).isEqualByComparingTo("2");
                    assertThat(row.quoteVolume()).isEqualByComparingTo("7.1");
                    assertThat(row.takerBuyVolume()).isEqualByComparingTo("3");
                    assertThat(row.trades()).isEqualTo(3);
                });
    }

    @Test
    void asksAndAnswers() {
        BinanceEncoder.request(out, "SUBSCRIBE", List.of("btcusdt@trade", "ethusdt@bookTicker"), 7);
        assertThat(new BinanceRequestDecoder().decode(out.array(), 0, out.length()))
                .isEqualTo(new BinanceRequest.Subscribe("7", List.of("btcusdt@trade", "ethusdt@bookTicker")));
        BinanceEncoder.result(out.clear(), "null", "7");
        decode();
        BinanceEncoder.error(out, 2, "Invalid \"request\"", "8");
        decode();
        BinanceEncoder.serverShutdown(out, TIME_NS, MILLISECONDS);
        decode();
        assertThat(heard.lines).containsExactly("result 7", "error 8 2 Invalid \"request\"", "shutdown");
    }

    @Test
    void namesTheStreamAroundAnEvent() {
        BinanceEncoder.beginCombined(out, "btcusdt@bookTicker");
        BinanceEncoder.bookTicker(out, "BTCUSDT", new TopUpdate());
        out.put('}');
        assertThat(out.toString()).startsWith("{\"stream\":\"btcusdt@bookTicker\",\"data\":{\"u\":0,");
        decode();
    }

    @Test
    void knowsThePairsOfTheSpotMarketByTheirEnds() {
        assertThat(BinanceStream.pairOf("BTCUSDT")).isEqualTo("BTC-USDT");
        assertThat(BinanceStream.pairOf("ETHBTC")).isEqualTo("ETH-BTC");
        assertThat(BinanceStream.pairOf("USDT")).isNull();
        assertThat(BinanceStream.pairOf("SOMETHING")).isNull();
        assertThat(BinanceStream.ofWireName("kline_1m")).isEqualTo(BinanceStream.KLINE);
        assertThat(BinanceStream.ofWireName("depth")).isNull();
        assertThat(BinanceStream.MINI_TICKER.of(INSTRUMENTS.byId(0))).isEqualTo("btcusdt@miniTicker");
    }
}
