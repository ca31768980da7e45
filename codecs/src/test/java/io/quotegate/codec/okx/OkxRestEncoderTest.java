package io.quotegate.codec.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import org.junit.jupiter.api.Test;

class OkxRestEncoderTest {
    private static final long TIME_NS = 1_786_613_174_873_456_789L;

    private final ByteWriter out = new ByteWriter(16);

    @Test
    void writesRowsInTheirEnvelope() {
        OkxRestEncoder.begin(out);
        OkxRestEncoder.time(out, TIME_NS);
        OkxRestEncoder.end(out);

        assertThat(out).hasToString("{\"code\":\"0\",\"msg\":\"\",\"data\":[{\"ts\":\"1786613174873\"}]}");
    }

    @Test
    void writesAnError() {
        OkxRestEncoder.error(out, "51001", "no \"such\" thing");

        assertThat(out).hasToString("{\"code\":\"51001\",\"msg\":\"no \\\"such\\\" thing\",\"data\":[]}");
    }

    @Test
    void writesTheStepsOfAnInstrument() {
        OkxRestEncoder.instrument(out, new TradingRules(new Instrument(3, "XRP-USDT"), 4, 0), TIME_NS);

        assertThat(out.toString())
                .startsWith("{\"instType\":\"SPOT\",\"instId\":\"XRP-USDT\",\"baseCcy\":\"XRP\",\"quoteCcy\":\"USDT\","
                        + "\"tickSz\":\"0.0001\",\"lotSz\":\"1\",\"minSz\":\"1\",\"state\":\"live\"")
                .endsWith(",\"instIdCode\":4}");
    }

    @Test
    void writesATradeAndABookWithAnEmptySide() {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = 9;
        trade.price.parse("0.0120");
        trade.size.parse("5");
        trade.takerBuys = true;
        trade.exchangeTimeNs = TIME_NS;
        TopUpdate top = new TopUpdate();
        top.bid.parse("1.5");
        top.bidSize.parse("2");
        top.venueSeq = 4;
        top.exchangeTimeNs = TIME_NS;

        OkxRestEncoder.trade(out, "XRP-USDT", trade);
        assertThat(out)
                .hasToString(
                        "{\"instId\":\"XRP-USDT\",\"side\":\"buy\",\"sz\":\"5\",\"source\":\"0\",\"px\":\"0.0120\","
                                + "\"tradeId\":\"9\",\"ts\":\"1786613174873\"}");
        OkxRestEncoder.book(out.clear(), top);
        assertThat(out)
                .hasToString(
                        "{\"asks\":[],\"bids\":[[\"1.5\",\"2\",\"0\",\"1\"]],\"ts\":\"1786613174873\",\"seqId\":4}");
    }
}
