package io.quotegate.codec.house;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HouseRestDecoderTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final String CANDLE =
            "{'openTime':1784000000000000,'open':'63000.10','high':'63001','low':'62999.5',"
                    + "'close':'63000','volume':'1.50','quoteVolume':'94500.0','trades':7,'takerBuyVolume':'0.5','complete':true,"
                    + "'venue':'binance'}";
    private static final String TRADE =
            "{'id':12,'price':'63000.10','size':'0.5','side':'buy','time':1784000000000000,'venue':'okx'}";

    private static byte[] answer(String list, String rows) {
        return ("{'pair':'BTC-USDT','later':[{}],'" + list + "':[" + rows + "],'next':null}")
                .replace('\'', '"')
                .getBytes(UTF_8);
    }

    @Test
    void readsCandlesWithTheDigitsOfTheirPrices() throws IOException {
        assertThat(HouseRestDecoder.candles(answer("candles", CANDLE), PAIR))
                .containsExactly(Candle.of(PAIR, Venue.BINANCE, 1_784_000_000_000_000L)
                        .withPrices(
                                new BigDecimal("63000.10"),
                                new BigDecimal("63001"),
                                new BigDecimal("62999.5"),
                                new BigDecimal("63000"))
                        .withVolumes(new BigDecimal("1.5"), new BigDecimal("94500"))
                        .withTrades(7, new BigDecimal("0.5")));
    }

    @Test
    void knowsWhatACandleDoesNotTell() throws IOException {
        String empty =
                "{'openTime':60000000,'open':null,'high':null,'low':null,'close':null,'volume':'0','quoteVolume':'0',"
                        + "'trades':null,'takerBuyVolume':null,'complete':false,'venue':'okx'}";
        assertThat(HouseRestDecoder.candles(answer("candles", empty), PAIR))
                .containsExactly(Candle.of(PAIR, Venue.OKX, 60_000_000)
                        .withTrades(Candle.UNKNOWN, null)
                        .withComplete(false));
    }

    @Test
    void readsTradesOfTheVenueThatIsAskedFor() throws IOException {
        String another = TRADE.replace("okx", "binance");
        String unnumbered = TRADE.replace("'id':12", "'id':null").replace("buy", "sell");
        List<Trade> trades =
                HouseRestDecoder.trades(answer("trades", TRADE + ',' + another + ',' + unnumbered), PAIR, Venue.OKX);
        assertThat(trades).extracting(Trade::tradeId).containsExactly(12L, -1L);
        assertThat(trades).extracting(Trade::takerBuys).containsExactly(true, false);
        assertThat(trades).extracting(Trade::exchangeTimeUs).containsOnly(1_784_000_000_000_000L);
        assertThat(trades).extracting(Trade::priceMantissa).containsOnly(630_001L);
    }

    @Test
    void leavesOutWhatAVenueMadeThatIsNotKnownHere() throws IOException {
        byte[] candles = answer("candles", CANDLE.replace("binance", "kraken") + ',' + CANDLE);
        assertThat(HouseRestDecoder.candles(candles, PAIR))
                .extracting(Candle::venue)
                .containsExactly(Venue.BINANCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"candles\":{}}",
                "{\"candles\":[1]}",
                "{\"candles\":[{}]}",
                "{\"candles\":[{\"venue\":\"okx\"}]}",
                "{\"candles\":[{\"venue\":\"okx\",\"openTime\":\"soon\",\"volume\":\"0\",\"quoteVolume\":\"0\"}]}",
                "{\"candles\":[{\"venue\":\"okx\",\"openTime\":1,\"volume\":\"1e400000000\",\"quoteVolume\":\"0\"}]}",
                "{\"candles\":[{\"venue\":\"okx\""
            })
    void saysWhatIsNotCandles(String answer) {
        assertThatThrownBy(() -> HouseRestDecoder.candles(answer.getBytes(UTF_8), PAIR))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'price':'63000.10'", "'size':'0.5'", "'side':'buy'", "'time':1784000000000000", "'venue':'okx'"
            })
    void saysWhatATradeLacks(String lost) {
        byte[] trades = answer("trades", TRADE.replace(lost, "'x':1"));
        assertThatThrownBy(() -> HouseRestDecoder.trades(trades, PAIR, Venue.OKX))
                .isInstanceOf(IOException.class);
    }

    @Test
    void saysThatAPriceIsNone() {
        byte[] trades = answer("trades", TRADE.replace("63000.10", "much"));
        assertThatThrownBy(() -> HouseRestDecoder.trades(trades, PAIR, Venue.OKX))
                .isInstanceOf(IOException.class);
    }
}
