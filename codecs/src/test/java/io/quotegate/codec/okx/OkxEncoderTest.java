package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.RecordingMarket;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.Candle;
import io.quotegate.market.Instruments;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever the encoder writes, a decoder that shares nothing with it reads. */
class OkxEncoderTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private static final long TIME_NS = 1_786_613_174_873_000_000L;

    private final ByteWriter out = new ByteWriter(16);
    private final RecordingMarket market = new RecordingMarket();
    private final Heard heard = new Heard();
    private final OkxDecoder decoder = new OkxDecoder(INSTRUMENTS, market, heard);

    private static final class Heard implements OkxListener {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {
            lines.add("subscribed " + channel + ' ' + instrumentId);
        }

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {
            lines.add("unsubscribed " + channel + ' ' + instrumentId);
        }

        @Override
        public void onError(String id, String code, String message) {
            lines.add("error " + code + ' ' + message);
        }

        @Override
        public void onNotice(String code, String message) {
            lines.add("notice " + code);
        }

        @Override
        public void onPong() {
            lines.add("pong");
        }
    }

    private void decode() {
        assertThat(decoder.decode(out.array(), 0, out.length()))
                .as(out.toString())
                .isTrue();
        out.clear();
    }

    private static TopUpdate top() {
        TopUpdate top = new TopUpdate();
        top.bid.parse("63707.10");
        top.bidSize.parse("0.5");
        top.ask.parse("63707.2");
        top.askSize.parse("1");
        top.exchangeTimeNs = TIME_NS;
        top.venueSeq = 77;
        return top;
    }

    @Test
    void tellsTheBestBidAndAsk() {
        OkxEncoder.bestBidAsk(out, "ETH-USDT", top());
        decode();
        TopUpdate empty = top();
        empty.bid.clear();
        OkxEncoder.bestBidAsk(out, "BTC-USDT", empty);
        decode();
        assertThat(market.heard)
                .containsExactly(
                        "top 1 63707.10 x 0.5 / 63707.2 x 1 time 1786613174873000 seq 77",
                        "top 0 null x null / 63707.2 x 1 time 1786613174873000 seq 77");
    }

    @Test
    void tellsATrade() {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = 9;
        trade.count = 3;
        trade.price.parse("0.0120");
        trade.size.parse("5");
        trade.takerBuys = true;
        trade.exchangeTimeNs = TIME_NS;
        OkxEncoder.trade(out, "BTC-USDT", trade, 4);
        decode();
        trade.takerBuys = false;
        OkxEncoder.trade(out, "BTC-USDT", trade, 4);
        decode();
        assertThat(market.heard)
                .containsExactly(
                        "trade 0 9 0.0120 x 5 buy time 1786613174873000 count 3",
                        "trade 0 9 0.0120 x 5 sell time 1786613174873000 count 3");
    }

    @Test
    void tellsTheDay() {
        DayTicker day = new DayTicker();
        day.last.parse("63707.2");
        day.lastSize.parse("0.5");
        day.open.parse("63000");
        day.high.parse("64000.0");
        day.low.parse("62000");
        day.volume.parse("12.5");
        day.quoteVolume.parse("790000.25");
        day.top.bid.parse("63707.1");
        day.top.bidSize.parse("2");
        day.top.ask.parse("63707.2");
        day.timeNs = TIME_NS;
        OkxEncoder.ticker(out, "BTC-USDT", day);
        DayTicker read = new DayTicker();
        new OkxDayTickerDecoder().decode(out.array(), 0, out.length(), read);
        decode();
        assertThat(market.heard).containsExactly("ticker 0 63707.2 x 0.5 time 1786613174873000 trade -1");
        assertThat(List.of(read.last, read.lastSize, read.open, read.high, read.low, read.volume, read.quoteVolume))
                .hasToString("[63707.2, 0.5, 63000, 64000.0, 62000, 12.5, 790000.25]");
        assertThat(List.of(read.top.bid, read.top.bidSize, read.top.ask, read.top.askSize))
                .as("an unknown one is empty")
                .hasToString("[63707.1, 2, 63707.2, null]");
        assertThat(read.timeNs).isEqualTo(TIME_NS);
    }

    @Test
    void tellsACandleAsRestDoes() throws IOException {
        VenueCandle candle = new VenueCandle(
                TIME_NS,
                60_000_000_000L,
                new BigDecimal("1.50"),
                new BigDecimal("2"),
                new BigDecimal("1"),
                new BigDecimal("1.75"),
                new BigDecimal("4.0"),
                new BigDecimal("7"),
                BigDecimal.ONE,
                BigDecimal.ONE,
                3,
                1,
                3,
                true);
        OkxEncoder.candle(out, "BTC-USDT", candle);
        assertThat(out.toString())
                .startsWith("{\"arg\":{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"},\"data\":[[");
        String rows = out.toString().substring(out.toString().indexOf("\"data\""));
        List<Candle> read = OkxRestDecoder.candles(("{\"code\":\"0\"," + rows).getBytes(UTF_8), INSTRUMENTS.byId(0));
        assertThat(read).singleElement().satisfies(row -> {
            assertThat(row.openTimeUs()).isEqualTo(TIME_NS / 1000);
            assertThat(row.open()).as("without zeros at its end").isEqualTo(new BigDecimal("1.5"));
            assertThat(row.volume()).isEqualTo(new BigDecimal("4"));
            assertThat(row.complete()).isTrue();
        });
    }

    @Test
    void asksAndAnswers() {
        List<OkxEncoder.Arg> args = List.of(
                new OkxEncoder.Arg(OkxChannel.BBO_TBT, "BTC-USDT"), new OkxEncoder.Arg(OkxChannel.TRADES, "ETH-USDT"));
        OkxEncoder.request(out, "7", "subscribe", args);
        assertThat(new OkxRequestDecoder().decode(out.array(), 0, out.length()))
                .isEqualTo(new OkxRequest.Subscribe(
                        "7",
                        List.of(OkxRequest.Arg.of("bbo-tbt", "BTC-USDT"), OkxRequest.Arg.of("trades", "ETH-USDT"))));
        OkxEncoder.acknowledgement(out.clear(), "7", "subscribe", OkxRequest.Arg.of("trades", "ETH-USDT"), "a4d3ae55");
        decode();
        OkxEncoder.acknowledgement(out, null, "unsubscribe", OkxRequest.Arg.of("bbo-tbt", "BTC-USDT"), "a4d3ae55");
        decode();
        OkxEncoder.error(out, "7", "60012", "Invalid \"request\"", "a4d3ae55");
        decode();
        OkxEncoder.serviceUpgradeNotice(out, "a4d3ae55");
        decode();
        out.ascii(OkxEncoder.PONG);
        decode();
        assertThat(heard.lines)
                .containsExactly(
                        "subscribed TRADES 1",
                        "unsubscribed BBO_TBT 0",
                        "error 60012 Invalid \"request\"",
                        "notice 64008",
                        "pong");
    }
}
