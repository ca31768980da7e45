package io.quotegate.gateway.fanout;

import io.quotegate.market.Candle;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.text.ByteWriter;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The newest that one event loop delivered of each topic, and its number, by which a subscriber that was behind is told
 * what it skipped. Confined to its event loop.
 */
final class LoopTables {
    private final Topics topics;
    private final LoopTable quotes;
    private final TradeFlyweight[] trades;
    private final @Nullable Candle[] candles;
    private final long[] candleSeqs;
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    LoopTables(Topics topics) {
        this.topics = topics;
        int instruments = topics.instruments();
        quotes = new LoopTable(instruments);
        trades = new TradeFlyweight[instruments];
        UnsafeBuffer slots = new UnsafeBuffer(new byte[instruments * QuoteLayout.LENGTH]);
        for (int id = 0; id < instruments; id++) {
            trades[id] = new TradeFlyweight().wrap(slots, id * QuoteLayout.LENGTH);
        }
        candles = new Candle[instruments];
        candleSeqs = new long[instruments];
    }

    LoopTable quotes() {
        return quotes;
    }

    /** The number of the trade delivered last; 0 before the first. */
    long tradeSeq(int instrumentId) {
        return trades[instrumentId].seq();
    }

    void put(TradeFlyweight trade) {
        trades[trade.instrumentId()].set(trade);
    }

    /** What is delivered next of {@code instrumentId} follows nothing: trades were not followed here for a while. */
    void forgetTrades(int instrumentId) {
        trades[instrumentId].seq(0);
    }

    /** Keeps a candle and returns its number, which rises by one per candle of the pair delivered here. */
    long put(Candle candle) {
        int id = candle.pair().id();
        candles[id] = candle;
        return ++candleSeqs[id];
    }

    /** The number of the newest of {@code topic}. */
    long seq(int topic) {
        int id = topics.instrument(topic);
        return topics.areQuotes(topic) ? quotes.seq(id) : topics.areTrades(topic) ? trades[id].seq() : candleSeqs[id];
    }

    /** Appends the newest of {@code topic} to {@code out}. */
    void append(MessageWriter writer, WireFormat format, int topic, long drops, ByteWriter out) {
        int id = topics.instrument(topic);
        writer.begin();
        if (topics.areQuotes(topic)) {
            quotes.read(id, scratch);
            writer.appendQuote(format, scratch, drops, out);
        } else if (topics.areTrades(topic)) {
            writer.appendTrade(format, trades[id], drops, out);
        } else {
            Candle candle = candles[id];
            if (candle != null) {
                writer.appendCandle(format, candle, drops, out);
            }
        }
    }
}
