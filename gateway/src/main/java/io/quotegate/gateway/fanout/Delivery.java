package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.Limits;
import io.quotegate.market.Candle;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ByteWriter;
import java.util.BitSet;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts what is read from the ring, and candles, into the batches of whoever wants them, encoded once per format, and
 * hands them out when a batch ends. Confined to its event loop.
 */
final class Delivery implements RingReader.Consumer {
    private final QuoteSource topOfBook;
    private final MessageWriter writer;
    private final Limits limits;
    private final ConnectionMetrics metrics;
    private final Topics topics;
    private final LoopTables tables;
    private final LoopTable table; // of quotes
    private final Groups groups;
    private final QuoteWatchers watchers;
    private final ByteWriter late = new ByteWriter(1024);
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    private boolean lapped;

    /** What it works on; the subscribers are the fan-out's. */
    record Parts(Topics topics, LoopTables tables, Groups groups, QuoteWatchers watchers) {}

    Delivery(QuoteSource topOfBook, MessageWriter writer, Limits limits, ConnectionMetrics metrics, Parts parts) {
        this.topOfBook = topOfBook;
        this.writer = writer;
        this.limits = limits;
        this.metrics = metrics;
        topics = parts.topics();
        tables = parts.tables();
        table = tables.quotes();
        groups = parts.groups();
        watchers = parts.watchers();
    }

    @Override
    public void onBatchEnd() {
        if (lapped) {
            recover();
        }
        groups.deliver(writer.allocator());
    }

    @Override
    public void onQuote(QuoteFlyweight quote) {
        int id = quote.instrumentId();
        long previousSeq = table.seq(id);
        if (quote.seq() <= previousSeq) {
            return;
        }
        table.put(quote);
        long drops = previousSeq == 0 ? 0 : quote.seq() - previousSeq - 1;
        writer.begin();
        for (int i = 0; i < groups.batchCount(); i++) {
            Batch batch = groups.batch(i);
            if (batch.isWanted(id)) {
                writer.appendQuote(batch.format(), quote, drops, batch.bytes());
                batch.added(id, previousSeq);
                if (drops > 0) {
                    metrics.drops.add(drops * batch.memberCount(id));
                }
            }
        }
        watchers.onQuote(id);
    }

    @Override
    public void onTrade(TradeFlyweight trade) {
        int topic = topics.trades(trade.instrumentId());
        if (!trade.active() || !groups.isWanted(topic) || trade.seq() <= tables.tradeSeq(trade.instrumentId())) {
            return;
        }
        long known = tables.tradeSeq(trade.instrumentId());
        long previousSeq = known == 0 ? trade.seq() - 1 : known;
        long drops = trade.seq() - previousSeq - 1;
        tables.put(trade);
        writer.begin();
        for (int i = 0; i < groups.batchCount(); i++) {
            Batch batch = groups.batch(i);
            if (batch.isWanted(topic)) {
                writer.appendTrade(batch.format(), trade, drops, batch.bytes());
                batch.added(topic, previousSeq);
            }
        }
    }

    /** Candles that are new. */
    void onCandles(List<Candle> candles) {
        for (Candle candle : candles) {
            int topic = topics.candles(candle.pair().id());
            long seq = tables.put(candle);
            writer.begin();
            for (int i = 0; i < groups.batchCount(); i++) {
                Batch batch = groups.batch(i);
                if (batch.isWanted(topic)) {
                    writer.appendCandle(batch.format(), candle, 0, batch.bytes());
                    batch.added(topic, seq - 1);
                }
            }
        }
        groups.deliver(writer.allocator());
    }

    @Override
    public void onStatus(StatusFlyweight status) {
        int topic = topics.status();
        writer.begin();
        for (int i = 0; i < groups.batchCount(); i++) {
            Batch batch = groups.batch(i);
            if (batch.isWanted(topic)) {
                writer.appendStatus(batch.format(), status, batch.bytes());
                batch.added(topic, 0);
            }
        }
    }

    @Override
    public void onLapped() {
        lapped = true;
    }

    /** Makes up for what was lost with the newest quotes, and closes those who were promised every one. */
    private void recover() {
        lapped = false;
        metrics.laps.increment();
        groups.endModeAll();
        for (int id = 0; id < topics.instruments(); id++) {
            if (topOfBook.read(id, scratch)) {
                onQuote(scratch);
            }
        }
    }

    /** The newest of what {@code subscriber} skipped, as much as it may have unsent; to be released. */
    ByteBuf newest(Subscriber subscriber) {
        late.clear();
        BitSet skipped = subscriber.skipped();
        for (int topic = skipped.nextSetBit(0);
                topic >= 0 && late.length() < limits.latestBytes();
                topic = skipped.nextSetBit(topic + 1)) {
            long drops = tables.seq(topic) - subscriber.sentSeq(topic) - 1;
            metrics.drops.add(drops);
            tables.append(writer, subscriber.format(), topic, drops, late);
            skipped.clear(topic);
        }
        return writer.copy(late);
    }
}
