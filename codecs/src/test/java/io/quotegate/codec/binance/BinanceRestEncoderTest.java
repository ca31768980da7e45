package io.quotegate.codec.binance;

import static java.util.concurrent.TimeUnit.MICROSECONDS;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BinanceRestEncoderTest {
    private static final long TIME_NS = 1_786_613_174_873_456_789L;

    private final ByteWriter out = new ByteWriter(16);

    private static TradeUpdate trade() {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = 9;
        trade.price.parse("50000.10000000");
        trade.size.parse("0.00300000");
        trade.exchangeTimeNs = TIME_NS;
        return trade;
    }

    @Test
    void writesTimesInTheUnitAskedFor() {
        BinanceRestEncoder.time(out, TIME_NS, MILLISECONDS);
        BinanceRestEncoder.time(out, TIME_NS, MICROSECONDS);

        assertThat(out).hasToString("{\"serverTime\":1786613174873}{\"serverTime\":1786613174873456}");
    }

    @Test
    void writesTradesWithWhatTheyCost() {
        BinanceRestEncoder.trade(out, trade(), MILLISECONDS);
        assertThat(out)
                .hasToString(
                        "{\"id\":9,\"price\":\"50000.10000000\",\"qty\":\"0.00300000\",\"quoteQty\":\"150.00030000\","
                                + "\"time\":1786613174873,\"isBuyerMaker\":true,\"isBestMatch\":true}");

        BinanceRestEncoder.aggregateTrade(out.clear(), trade(), MICROSECONDS);
        assertThat(out)
                .hasToString("{\"a\":9,\"p\":\"50000.10000000\",\"q\":\"0.00300000\",\"f\":9,\"l\":9,"
                        + "\"T\":1786613174873456,\"m\":true,\"M\":true}");
    }

    @Test
    void writesWhatIsUnknownAsZeros() {
        DayTicker day = new DayTicker();
        BinanceRestEncoder.bookTicker(out, "BTCUSDT", day.top);
        assertThat(out)
                .hasToString("{\"symbol\":\"BTCUSDT\",\"bidPrice\":\"0.00000000\",\"bidQty\":\"0.00000000\","
                        + "\"askPrice\":\"0.00000000\",\"askQty\":\"0.00000000\"}");
    }

    @Test
    void writesJsonWithTheStepsOfEachSymbol() throws IOException {
        TradingRules bitcoin = new TradingRules(new Instrument(0, "BTC-USDT"), 2, 5);
        TradingRules ripple = new TradingRules(new Instrument(1, "XRP-USDT"), 4, 0);
        BinanceRestEncoder.exchangeInfo(out, List.of(bitcoin, ripple), 6000, TIME_NS, MILLISECONDS);

        assertThat(out.toString())
                .contains("\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000}")
                .contains("\"symbol\":\"BTCUSDT\",\"status\":\"TRADING\",\"baseAsset\":\"BTC\"")
                .contains("\"tickSize\":\"0.01000000\"", "\"stepSize\":\"0.00001000\"")
                .contains("\"tickSize\":\"0.00010000\"", "\"stepSize\":\"1.00000000\"");
        try (JsonParser parser = new JsonFactory().createParser(out.toByteArray())) {
            int tokens = 0;
            while (parser.nextToken() != null) {
                tokens++;
            }
            assertThat(tokens).isGreaterThan(100);
        }
    }

    @Test
    void writesADayWithAllItsMembers() {
        DayTicker day = new DayTicker();
        day.last.parse("50000.10000000");
        day.timeNs = TIME_NS;
        BinanceRestEncoder.dayTicker(out, "BTCUSDT", day, MILLISECONDS);

        assertThat(out.toString())
                .startsWith("{\"symbol\":\"BTCUSDT\",\"priceChange\":\"0.00000000\"")
                .contains("\"lastPrice\":\"50000.10000000\"", "\"closeTime\":1786613174873", "\"firstId\":0")
                .endsWith("\"count\":0}");
    }
}
