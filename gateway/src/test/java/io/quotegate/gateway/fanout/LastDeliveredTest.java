package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.fanout.book.LoopBooks;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LastDeliveredTest {
    private final HandTurnedFanout all = new HandTurnedFanout();
    private final Topics topics = new Topics(all.instruments.count());
    private final LastDelivered last = new LastDelivered(
            topics, new LoopBooks(topics.instruments(), all.books.table.reader(), (book, depth, previous) -> {}));
    private final QuoteFlyweight quote = HandTurnedFanout.scratch();

    @AfterEach
    void close() {
        all.close();
    }

    private String append(int topic, long drops) {
        ByteWriter out = new ByteWriter(64);
        last.append(all.writer, WireFormat.LINE_JSON, topic, drops, out);
        return new ReceivedPushes(WireFormat.LINE_JSON).take(out.toByteArray()).toString();
    }

    @Test
    void keepsTheNewestQuoteOfEachInstrument() {
        assertThat(last.read(ETHER, quote)).isFalse();
        assertThat(last.quoteSeq(ETHER)).isZero();
        last.put(quote.instrumentId(ETHER).venue(Venue.BINANCE).seq(5));
        last.put(quote.seq(6));
        QuoteFlyweight read = HandTurnedFanout.scratch();
        assertThat(last.read(ETHER, read)).isTrue();
        assertThat(read.seq()).isEqualTo(6);
        assertThat(read.venue()).isEqualTo(Venue.BINANCE);
        assertThat(last.read(BITCOIN, read)).isFalse();
        assertThat(last.seq(topics.quotes(ETHER))).isEqualTo(6);
        assertThat(append(topics.quotes(ETHER), 2)).isEqualTo("[quotes ETH-USDT 6 drops 2]");
    }

    @Test
    void keepsTheNewestTradeUntilItIsToForgetIt() {
        TradeUpdate said = new TradeUpdate();
        said.instrumentId = ETHER;
        said.tradeId = 77;
        said.price.setUnscaled(1, 0);
        said.size.setUnscaled(1, 0);
        TradeFlyweight trade = new TradeFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        last.put(trade.set(said).origin(Venue.OKX, true, true).seq(9));
        assertThat(last.seq(topics.trades(ETHER))).isEqualTo(9);
        assertThat(append(topics.trades(ETHER), 0)).isEqualTo("[trades ETH-USDT 77]");
        last.forgetTrades(ETHER);
        assertThat(last.tradeSeq(ETHER)).isZero();
    }

    @Test
    void numbersTheCandlesOfAPair() {
        assertThat(append(topics.candles(ETHER), 0)).as("none yet").isEqualTo("[]");
        assertThat(last.put(all.candle(ETHER, 60))).isEqualTo(1);
        assertThat(last.put(all.candle(ETHER, 120))).isEqualTo(2);
        assertThat(last.put(all.candle(BITCOIN, 60))).isEqualTo(1);
        assertThat(last.seq(topics.candles(ETHER))).isEqualTo(2);
        assertThat(append(topics.candles(ETHER), 1)).isEqualTo("[candles ETH-USDT 120 drops 1]");
    }
}
