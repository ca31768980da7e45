package io.quotegate.gateway.fanout;

import io.netty.channel.EventLoop;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.fanout.book.BookListener;
import io.quotegate.gateway.fanout.book.LoopBooks;
import io.quotegate.gateway.fanout.watch.QuoteWatchers;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.market.Candle;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.ring.RingHistory;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Puts what is read from the ring, and candles, into the batches of whoever wants them, encoded once per format, and
 * hands them out when a batch ends. Confined to its event loop.
 */
final class Delivery implements RingReader.Consumer, BookListener {
    private static final long MAKE_UP_MS = 20;

    private final RingHistory history;
    private final LongSupplier position;
    private final MessageWriter writer;
    private final ConnectionMetrics metrics;
    private final Topics topics;
    private final LoopBooks books;
    private final LastDelivered last;
    private final QuoteWatchers watchers;
    private final Formats formats;
    private final Paces paces;
    private final Formats.Flushes flushes;
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    private final EventLoop loop;
    private final FaultGuard guard;
    private final Runnable makeUp = this::makeUp;

    private final Replays replays;

    private long runBegan; // on the ring, the run of the feed that what was delivered last is of
    private boolean lapped;
    private boolean makingUp; // for what a fault kept from subscribers

    /**
     * @param source   where the newest quotes and books are found when a ring has lost some
     * @param position the index of the record that is read next
     * @param guard    hears of what fails
     */
    Delivery(
            EventLoop loop,
            FaultGuard guard,
            RingReader.Source source,
            LongSupplier position,
            MessageWriter writer,
            ConnectionMetrics metrics,
            Topics topics,
            QuoteWatchers watchers) {
        this.loop = loop;
        this.guard = guard;
        history = new RingHistory(source.ring(), source.topOfBook());
        this.position = position;
        this.writer = writer;
        this.metrics = metrics;
        this.topics = topics;
        books = new LoopBooks(topics.instruments(), source.books().table().reader(), this);
        last = new LastDelivered(topics, books);
        paces = new Paces(loop, writer, last, topics.count(), metrics, guard);
        this.watchers = watchers;
        flushes = new Formats.Flushes(guard);
        formats = new Formats(topics.count(), metrics, writer.streams());
        replays = new Replays(loop, history, writer, topics, guard, position);
    }

    /** What the ring still has. */
    RingHistory history() {
        return history;
    }

    /** What is delivered last. */
    LastDelivered last() {
        return last;
    }

    /** The books that are followed. */
    @Override
    public LoopBooks books() {
        return books;
    }

    /** What is flushed at the end of the batch that is handed out. */
    Formats.Flushes flushes() {
        return flushes;
    }

    /** The schedules of those who want no more than one push in so long. */
    Paces paces() {
        return paces;
    }

    /** Those who are sent what they missed. */
    Replays replays() {
        return replays;
    }

    /** From now on {@code subscriber} is handed what it wants, if that is anything. */
    void join(Subscriber subscriber) {
        PushSchedule pace = subscriber.pace();
        boolean wants = !subscriber.wanted().isEmpty();
        if (pace == null) {
            if (wants) {
                formats.join(subscriber);
            }
        } else if (wants) {
            pace.join(subscriber);
        } else {
            pace.end(subscriber);
        }
    }

    /** Until it joins again, {@code subscriber} is handed nothing. To be called before what it wants changes. */
    void leave(Subscriber subscriber) {
        if (!subscriber.wanted().isEmpty()) {
            PushSchedule pace = subscriber.pace();
            if (pace == null) {
                formats.leave(subscriber);
            } else {
                pace.leave(subscriber);
            }
        }
    }

    /** Whether any subscriber wants {@code topic}. */
    boolean isWanted(int topic) {
        return formats.isWanted(topic) || paces.isWanted(topic);
    }

    /** Whether no subscriber wants anything. */
    boolean isUnwanted() {
        return formats.isEmpty() && paces.isEmpty() && replays.isEmpty();
    }

    @Override
    public void onBatchEnd() {
        if (lapped) {
            recover();
        }
        if (books.isLapped()) {
            metrics.laps.increment();
            formats.endModeAll(topics::haveBooks, guard);
            books.recover();
        }
        deliver();
        watchers.onBatchEnd();
        replays.wake();
    }

    private void deliver() {
        long before = guard.count();
        flushes.begin();
        metrics.drops.add(formats.deliver(writer.allocator(), guard));
        flushes.end();
        if (guard.count() != before) {
            makeUpSoon();
        }
    }

    /** Those who missed something get the newest of it, even if nothing follows that would remind us of them. */
    private void makeUpSoon() {
        if (!makingUp) {
            try {
                loop.schedule(makeUp, MAKE_UP_MS, TimeUnit.MILLISECONDS);
                makingUp = true;
            } catch (RuntimeException | Error e) { // the next batch has it tried again
                guard.caught(e);
            }
        }
    }

    private void makeUp() {
        makingUp = false;
        if (!formats.catchUp(guard)) {
            makeUpSoon();
        }
    }

    /**
     * A message could not be put into the batch of {@code groups}: what is there already is delivered, in its order, and
     * who wants the message has missed it.
     */
    private void miss(FormatGroups groups, int topic, long previousSeq, Throwable fault) {
        guard.caught(fault);
        groups.abandon();
        deliver();
        groups.miss(topic, previousSeq, guard);
        makeUpSoon();
        writer.begin(); // what other formats share of the payload may be half of it
    }

    @Override
    public void onQuote(QuoteFlyweight quote) {
        int id = quote.instrumentId();
        long known = last.quoteSeq(id);
        if (quote.seq() <= known && !last.isOtherwiseStale(quote)) {
            return;
        }
        last.put(quote);
        int topic = topics.quotes(id);
        boolean follows = known != 0 && known < quote.seq(); // or it is the first, or the same said again
        long previousSeq = follows ? known : quote.seq() - 1;
        long drops = quote.seq() - previousSeq - 1;
        long receivedNs = quote.stale() ? 0 : quote.receiveTimeNs(); // of one that is stale that was long ago
        writer.begin(); // and as append does it, but for a call through an interface with every quote
        for (int i = 0; i < formats.count(); i++) {
            FormatGroups groups = formats.get(i);
            if (groups.isWanted(topic)) {
                try {
                    writer.appendQuote(groups.format(), quote, drops, groups.bytes());
                    groups.added(topic, previousSeq, drops);
                    groups.received(receivedNs);
                } catch (Throwable fault) {
                    miss(groups, topic, previousSeq, fault);
                }
            }
        }
        watchers.onQuote(id);
    }

    @Override
    public void onTrade(TradeFlyweight trade) {
        int id = trade.instrumentId();
        int topic = topics.trades(id);
        long known = last.tradeSeq(id);
        if (!trade.active() || !isWanted(topic) || trade.seq() <= known) {
            return;
        }
        last.put(trade);
        long previousSeq = known == 0 ? trade.seq() - 1 : known;
        long drops = trade.seq() - previousSeq - 1;
        append(topic, previousSeq, drops, trade.receiveTimeNs(), trade, MessageWriter::appendTrade);
    }

    /** Candles that are new. */
    void onCandles(List<Candle> candles) {
        for (Candle candle : candles) {
            long seq = last.put(candle);
            append(topics.candles(candle.pair().id()), seq - 1, 0, 0, candle, MessageWriter::appendCandle);
        }
        deliver();
    }

    @Override
    public void onBook(BookPush book, int depthIndex, long previous) {
        int topic = topics.books(book.instrumentId, depthIndex);
        long receivedNs = book.snapshot || book.stale ? 0 : book.receiveTimeNs; // of others that was long ago
        append(topic, previous, book.drops, receivedNs, book, MessageWriter::appendBook);
    }

    @Override
    public void onStatus(StatusFlyweight status) {
        append(topics.status(), 0, 0, 0, status, MessageWriter::appendStatus);
    }

    /** Puts a push into one format. */
    private interface Appender<T> {
        void append(MessageWriter writer, WireFormat format, T push, long drops, ByteWriter out);
    }

    /**
     * Puts {@code push} into the batch of each format in which it is wanted.
     *
     * @param receivedNs when it had been received, since the epoch; 0 if that is not to be told
     */
    private <T> void append(int topic, long previousSeq, long drops, long receivedNs, T push, Appender<T> appender) {
        writer.begin();
        for (int i = 0; i < formats.count(); i++) {
            FormatGroups groups = formats.get(i);
            if (groups.isWanted(topic)) {
                try {
                    appender.append(writer, groups.format(), push, drops, groups.bytes());
                    groups.added(topic, previousSeq, drops);
                    groups.received(receivedNs);
                } catch (Throwable fault) {
                    miss(groups, topic, previousSeq, fault);
                }
            }
        }
    }

    /** The ring is read from now on: what is before that is delivered. */
    void begin() {
        runBegan = history.runBeganBefore(position.getAsLong());
        last.forgetNumbers(); // of another run, perhaps
        readQuotes(last::put);
    }

    /** Hands {@code recipient} the newest quote of each pair that is on the ring before what is read next. */
    private void readQuotes(Consumer<QuoteFlyweight> recipient) {
        for (int id = 0; id < topics.instruments(); id++) {
            if (history.readQuoteBefore(position.getAsLong(), id, scratch)) {
                recipient.accept(scratch);
            }
        }
    }

    @Override
    public void onLapped() {
        lapped = true;
        if (history.runBeganBefore(position.getAsLong()) != runBegan) {
            onRenumbered(); // which was among what was lost
        }
    }

    /** What was delivered before is no measure of what comes. */
    @Override
    public void onRenumbered() {
        runBegan = history.runBeganBefore(position.getAsLong());
        last.forgetNumbers();
        replays.onLost(true);
        lapped = true;
    }

    /** Makes up for what was lost with the newest quotes, and closes those who were promised every one. */
    private void recover() {
        lapped = false;
        metrics.laps.increment();
        formats.endModeAll(topics::haveOthers, guard);
        replays.onLost(false);
        readQuotes(quote -> onQuote(quote.number(0))); // in an order of its own
    }
}
