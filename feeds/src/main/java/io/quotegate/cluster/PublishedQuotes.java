package io.quotegate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.ring.QuoteSource;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.TopOfBook;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Quotes, status events and trades on their way from the ring to the streams, and images of the newest quotes: as far as
 * they were published, never ahead of it, so that nobody who has everything is told anything by an image. Confined to the
 * publisher's thread.
 */
final class PublishedQuotes implements RingConsumer {
    private final Instruments instruments;
    private final QuoteSource newest;
    private final TopOfBook published; // of this thread alone
    private final RecordBatch quotes;
    private final RecordBatch trades;
    private final ClusterStats.Published stats;
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    /** @param newest of the ring, from which what was lost is made up for */
    PublishedQuotes(
            Instruments instruments,
            QuoteSource newest,
            RecordBatch quotes,
            RecordBatch trades,
            ClusterStats.Published stats) {
        this.instruments = instruments;
        this.newest = newest;
        this.quotes = quotes;
        this.trades = trades;
        this.stats = stats;
        published = new TopOfBook(instruments.capacity());
        takeNewest();
    }

    private void takeNewest() {
        for (int id = 0; id < instruments.count(); id++) {
            if (newest.read(id, scratch)) {
                published.put(scratch);
            }
        }
    }

    @Override
    public void onQuote(QuoteFlyweight quote) {
        if (published.read(quote.instrumentId(), scratch) && quote.seq() <= scratch.seq()) {
            return; // it was made up for
        }
        published.put(quote);
        put(quote);
    }

    private void put(QuoteFlyweight quote) {
        quotes.add(MessageLayout.QUOTE, MessageLayout.QUOTE_BODY)
                .putBytes(0, quote.buffer(), 0, MessageLayout.QUOTE_BODY);
        stats.records.increment();
    }

    @Override
    public void onStatus(StatusFlyweight status) {
        quotes.add(MessageLayout.STATUS, MessageLayout.STATUS_BODY)
                .putBytes(0, status.buffer(), 0, MessageLayout.STATUS_BODY);
        stats.records.increment();
    }

    @Override
    public void onTrade(TradeFlyweight trade) {
        trades.add(MessageLayout.TRADE, MessageLayout.TRADE_BODY)
                .putBytes(0, trade.buffer(), 0, MessageLayout.TRADE_BODY);
        stats.records.increment();
    }

    @Override
    public void onLapped() {
        stats.laps.increment();
        quotes.lose();
        trades.lose();
        takeNewest();
    }

    /** Publishes how pairs are numbered here. */
    void putNames() {
        for (Instrument pair : instruments.all()) {
            byte[] symbol = pair.symbol().getBytes(UTF_8);
            UnsafeBuffer body = quotes.add(MessageLayout.PAIR, Integer.BYTES + symbol.length);
            body.putInt(0, pair.id());
            body.putBytes(Integer.BYTES, symbol);
        }
    }

    /** Publishes the names, and the newest quote of each pair that is served. */
    void putImage() {
        quotes.add(MessageLayout.IMAGE_BEGIN, 0);
        putNames();
        for (Instrument pair : instruments.all()) {
            if (published.read(pair.id(), scratch)) {
                put(scratch);
            }
        }
        quotes.add(MessageLayout.IMAGE_END, 0);
    }
}
