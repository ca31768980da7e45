package io.quotegate.gateway.fanout;

import io.quotegate.gateway.fanout.book.LoopBooks;
import io.quotegate.market.Candle;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ByteWriter;
import org.agrona.BufferUtil;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop delivered last of each topic, and its number: a new subscriber's snapshot, and what one that was
 * behind is told it skipped. Confined to its event loop.
 */
final class LastDelivered implements QuoteSource {
    private static final int CACHE_LINE = 64;
    private static final int SLOT = 2 * CACHE_LINE;

    private final Topics topics;
    private final UnsafeBuffer quotes;
    private final boolean[] quoted;
    private final TradeFlyweight[] trades;
    private final @Nullable Candle[] candles;
    private final long[] candleSeqs;
    private final LoopBooks books;
    private final BookPush book = new BookPush();
    private final QuoteFlyweight latest = new QuoteFlyweight();
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    /** @param books of this event loop */
    LastDelivered(Topics topics, LoopBooks books) {
        this.topics = topics;
        this.books = books;
        int instruments = topics.instruments();
        quotes = new UnsafeBuffer(BufferUtil.allocateDirectAligned(Math.max(1, instruments) * SLOT, CACHE_LINE));
        quoted = new boolean[instruments];
        trades = new TradeFlyweight[instruments];
        UnsafeBuffer slots = new UnsafeBuffer(new byte[instruments * QuoteLayout.LENGTH]);
        for (int id = 0; id < instruments; id++) {
            trades[id] = new TradeFlyweight().wrap(slots, id * QuoteLayout.LENGTH);
        }
        candles = new Candle[instruments];
        candleSeqs = new long[instruments];
    }

    /** The {@code seq} of the quote delivered last; 0 before the first. */
    long quoteSeq(int instrumentId) {
        return quotes.getLong(instrumentId * SLOT + QuoteLayout.SEQ_OFFSET);
    }

    /** Whether {@code quote} is the one delivered last, but for whether it is stale. */
    boolean isOtherwiseStale(QuoteFlyweight quote) {
        int id = quote.instrumentId();
        return quoted[id]
                && quote.seq() == quoteSeq(id)
                && quote.stale() != latest.wrap(quotes, id * SLOT).stale();
    }

    /** The quote and the trade of a pair delivered next are no measure of those before. */
    void forgetNumber(int instrumentId) {
        quotes.putLong(instrumentId * SLOT + QuoteLayout.SEQ_OFFSET, 0);
        forgetTrades(instrumentId);
    }

    /** The same of all pairs. */
    void forgetNumbers() {
        for (int id = 0; id < quoted.length; id++) {
            forgetNumber(id);
        }
    }

    void put(QuoteFlyweight quote) {
        int id = quote.instrumentId();
        quotes.putBytes(id * SLOT, quote.buffer(), 0, QuoteLayout.LENGTH);
        quoted[id] = true;
    }

    @Override
    public boolean read(int instrumentId, QuoteFlyweight into) {
        if (quoted[instrumentId]) {
            into.buffer().putBytes(0, quotes, instrumentId * SLOT, QuoteLayout.LENGTH);
        }
        return quoted[instrumentId];
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

    /** The number of the newest of {@code topic}, which is not status. */
    long seq(int topic) {
        int id = topics.instrument(topic);
        if (topics.areQuotes(topic)) {
            return quoteSeq(id);
        }
        if (topics.areBooks(topic)) {
            return books.messages(id, topics.depthIndex(topic));
        }
        return topics.areTrades(topic) ? tradeSeq(id) : candleSeqs[id];
    }

    /**
     * Tells the newest of {@code topic}, which is not status, from everything before: twice its number, and one more for a
     * quote that is stale, which is said under the number it had.
     */
    long version(int topic) {
        int id = topics.instrument(topic);
        boolean stale = topics.areQuotes(topic)
                && quoted[id]
                && latest.wrap(quotes, id * SLOT).stale();
        return 2 * seq(topic) + (stale ? 1 : 0);
    }

    /** Appends the newest of {@code topic}, which is not status, to {@code out}; nothing if there is none yet. */
    void append(MessageWriter writer, WireFormat format, int topic, long drops, ByteWriter out) {
        int id = topics.instrument(topic);
        writer.begin();
        if (topics.areQuotes(topic)) {
            if (read(id, scratch)) {
                writer.appendNewest(format, scratch, drops, out);
            }
        } else if (topics.areBooks(topic)) {
            if (books.read(id, topics.depthIndex(topic), book)) {
                writer.appendBook(format, book, drops, out);
            }
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
