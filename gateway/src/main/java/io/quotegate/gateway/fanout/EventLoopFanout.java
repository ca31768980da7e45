package io.quotegate.gateway.fanout;

import io.netty.channel.EventLoop;
import io.quotegate.api.BookDepth;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.fanout.watch.QuoteWatchers;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.market.Candle;
import io.quotegate.ring.QuoteSource;
import io.quotegate.ring.RingHistory;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * Brings quotes, trades and status events from the ring, and candles from the history thread, to the subscribers of one
 * event loop: encodes each once per format, and writes once per subscriber and batch.
 *
 * <p>It keeps a table of what it delivered last. A new subscriber is sent that table and then joins, between two
 * batches, so it misses nothing and gets nothing twice. Without subscribers it neither reads the ring nor is woken.
 * Confined to its event loop, but for {@link #wantsCandles()}.
 */
public final class EventLoopFanout {
    private final RingReader.Source source;
    private final MessageWriter writer;
    private final Topics topics;
    private final CatchUp catchUp;
    private final QuoteWatchers watchers;
    private final RingHistory history;
    private final EveryPair everyPair;
    private final Delivery delivery;
    private final Resumption resumption;
    private final RingReader reader;

    private int candleSubscribers; // those that wait for the candles there are among them
    private volatile boolean wantsCandles; // set before candles are looked up, and read after they were put there

    /**
     * @param spinning whether the event loop never sleeps and calls {@link #poll()}
     * @param guard    lets deliveries go on after one that failed
     */
    public EventLoopFanout(
            EventLoop loop,
            RingReader.Source source,
            MessageWriter writer,
            Limits limits,
            Duration flushInterval,
            boolean spinning,
            ConnectionMetrics metrics,
            FaultGuard guard) {
        this.source = source;
        this.writer = writer;
        topics = new Topics(source.instruments());
        watchers = new QuoteWatchers(loop, topics.instruments(), guard);
        delivery = new Delivery(loop, guard, source, this::next, writer, metrics, topics, watchers);
        history = delivery.history();
        everyPair = new EveryPair(topics, guard);
        catchUp = new CatchUp(delivery.last(), writer, limits, metrics, () -> history.numberBefore(next()));
        resumption = new Resumption(this, history, topics, delivery, catchUp);
        reader = new RingReader(loop, source, flushInterval, spinning, delivery, guard);
        writer.numberedBy(this::instance);
    }

    /**
     * The run of the feed that what is pushed here is numbered by; of those who want nothing the one that is published. An
     * event loop that is behind goes on in the run before until it comes to where the new one begins.
     */
    public String instance() {
        return reader.isStarted()
                ? source.ring().instanceBefore(next())
                : source.ring().instance();
    }

    /** The index of the record that is read next, see {@link RingHistory}. */
    long next() {
        return reader.next();
    }

    /** For clients that were cut off. */
    public Resumption resumption() {
        return resumption;
    }

    /** Where an answer to {@code subscriber} is to be read, so that it fits what it is pushed. */
    public QuoteSource sourceFor(Subscriber subscriber) {
        return subscriber.wantsAnything() ? delivery.last() : source.topOfBook();
    }

    /** The newest quotes there are, before this event loop has delivered them. */
    public QuoteSource newest() {
        return source.topOfBook();
    }

    /** The receiving end at {@code outlet}, which wants nothing yet. */
    public Subscriber subscriber(Outlet outlet) {
        return new Subscriber(outlet, topics, catchUp);
    }

    /**
     * The part of {@code subscriber} that is pushed {@code format}, and nothing of a pair more than once in
     * {@code intervalMs}; 0 for as it comes.
     */
    public Subscriber part(Subscriber subscriber, WireFormat format, int intervalMs) {
        return subscriber.part(
                format, intervalMs, intervalMs == 0 ? null : delivery.paces().of(intervalMs));
    }

    /** How many channels of pairs {@code subscriber} would want with these. */
    public int countWith(Subscriber subscriber, PushChannel channel, BitSet instrumentIds) {
        BitSet wanted = subscriber.wantedInAll();
        wanted.andNot(topics.of(channel, instrumentIds)); // a book is wanted at one depth
        return wanted.cardinality() + (channel == PushChannel.STATUS ? 1 : instrumentIds.cardinality());
    }

    /**
     * Lets {@code subscriber} have quotes of {@code instrumentIds} from now on, and writes a snapshot of each; or trades, of
     * which there is no snapshot, or status, where {@code instrumentIds} do not matter.
     */
    public void subscribe(
            Subscriber subscriber, PushChannel channel, BitSet instrumentIds, DeliveryMode mode, WireFormat format) {
        BitSet wanted = topics.of(channel, instrumentIds);
        join(subscriber, channel, wanted, wanted, mode, format);
        if (channel == PushChannel.QUOTES) {
            catchUp.writeSnapshot(subscriber, wanted, format);
        }
    }

    /** The same of books at one depth, with a snapshot of those of {@code snapshotIds}; at no other depth any more. */
    public void subscribeBooks(
            Subscriber subscriber,
            BitSet instrumentIds,
            int depth,
            DeliveryMode mode,
            WireFormat format,
            BitSet snapshotIds) {
        int depthIndex = BookDepth.index(depth);
        followBooks(instrumentIds, depth);
        BitSet wanted = topics.ofBooks(instrumentIds, depthIndex);
        join(subscriber, PushChannel.BOOKS, wanted, topics.of(PushChannel.BOOKS, instrumentIds), mode, format);
        catchUp.writeSnapshot(subscriber, topics.ofBooks(snapshotIds, depthIndex), format);
    }

    /** Books at one depth are read until they are left by the last who wants them, which somebody does in this turn. */
    void followBooks(BitSet instrumentIds, int depth) {
        activate();
        reader.startBooks();
        instrumentIds.stream().forEach(id -> delivery.books().want(id, BookDepth.index(depth)));
    }

    /**
     * The same of candles, as soon as those there are have come: they are written first, and what is pushed follows them.
     *
     * @param source has what it is given take the candles there are, on this event loop, between those handed over before and
     *     after; asked when new ones are handed over already
     */
    public void subscribeCandles(
            Subscriber subscriber,
            BitSet instrumentIds,
            Consumer<Consumer<List<Candle>>> source,
            DeliveryMode mode,
            WireFormat format) {
        BitSet wanted = topics.of(PushChannel.CANDLES, instrumentIds);
        if (!wanted.isEmpty()) {
            CandleWaits waits = subscriber.waits();
            countCandles(waits.drop(wanted));
            Outlet client = subscriber.outlet();
            countCandles(waits.add(new CandleWaits.Wait(
                    wanted,
                    source,
                    candles -> client.attempt(
                            () -> joinCandles(subscriber, wanted, mode, format, candles), client::end))));
            waits.ask();
        }
    }

    private void joinCandles(
            Subscriber subscriber, BitSet wanted, DeliveryMode mode, WireFormat format, List<Candle> candles) {
        join(subscriber, PushChannel.CANDLES, wanted, wanted, mode, format);
        countCandles(subscriber.waits().isEmpty() ? -1 : 0);
        List<Candle> theirs = candles.stream()
                .filter(candle -> wanted.get(topics.candles(candle.pair().id())))
                .toList();
        catchUp.writeCandles(subscriber, theirs, format);
        subscriber.outlet().flush();
    }

    /** @param replaced by what is wanted, which is part of it */
    void join(
            Subscriber subscriber,
            PushChannel channel,
            BitSet wanted,
            BitSet replaced,
            DeliveryMode mode,
            WireFormat format) {
        activate();
        forgetByOthers(subscriber, channel, replaced);
        delivery.leave(subscriber);
        BitSet unwanted = (BitSet) replaced.clone();
        unwanted.andNot(wanted);
        unwanted.stream().forEach(subscriber::forget);
        if (channel != PushChannel.STATUS) {
            subscriber.mode(channel, mode);
        }
        subscriber.format(format);
        for (int topic = wanted.nextSetBit(0); topic >= 0; topic = wanted.nextSetBit(topic + 1)) {
            subscriber.caughtUp(topic);
            if (channel == PushChannel.TRADES && !delivery.isWanted(topic)) {
                delivery.last().forgetTrades(topics.instrument(topic));
            }
            subscriber.sent(
                    topic, topic == topics.status() ? 0 : delivery.last().version(topic));
        }
        countCandles(subscriber, -1);
        subscriber.wanted().or(wanted);
        countCandles(subscriber, 1);
        delivery.join(subscriber);
        forgetBooks(replaced);
    }

    /** The other parts of the client want {@code unwanted}, of {@code channel}, no more. */
    void forgetByOthers(Subscriber part, PushChannel channel, BitSet unwanted) {
        for (Subscriber other : part.parts()) {
            if (other != part && other.wanted().intersects(unwanted)) {
                forget(other, channel, unwanted);
            }
        }
    }

    /** Books of {@code left} that nobody wants any more are not followed any more. */
    private void forgetBooks(BitSet left) {
        for (int topic = left.nextSetBit(topics.countWithoutBooks()); topic >= 0; topic = left.nextSetBit(topic + 1)) {
            if (!delivery.isWanted(topic)) {
                delivery.books().forget(topics.instrument(topic), topics.depthIndex(topic));
            }
        }
        if (delivery.books().isEmpty()) {
            reader.stopBooks();
        }
    }

    /** Nothing of {@code channel} for {@code instrumentIds} any more. */
    public void unsubscribe(Subscriber subscriber, PushChannel channel, BitSet instrumentIds) {
        BitSet topicsOfIt = topics.of(channel, instrumentIds);
        countCandles(subscriber.waits().drop(topicsOfIt));
        subscriber.parts().forEach(part -> forget(part, channel, topicsOfIt));
        forgetBooks(topicsOfIt);
        everyPair.leaveOut(subscriber, channel, instrumentIds);
        deactivateIfUnused();
    }

    /**
     * {@code subscriber} wants all pairs of {@code channel}: {@code take}, which is given those that are added, subscribes it
     * to them. So it is until it has none of the channel any more; pairs that it unsubscribes from are not given.
     */
    public void wantEveryPair(Subscriber subscriber, PushChannel channel, Consumer<BitSet> take) {
        everyPair.add(subscriber, channel, take);
    }

    /** These pairs are served now, and were not before. */
    public void onPairsAdded(BitSet instrumentIds) {
        everyPair.onAdded(instrumentIds);
    }

    /** {@code part} wants {@code unwanted}, of {@code channel}, no more. */
    void forget(Subscriber part, PushChannel channel, BitSet unwanted) {
        delivery.leave(part);
        countCandles(part, -1);
        unwanted.stream().forEach(part::forget);
        if (!topics.all(channel).intersects(part.wanted())) {
            part.mode(channel, DeliveryMode.LATEST);
        }
        countCandles(part, 1);
        delivery.join(part);
    }

    private void countCandles(Subscriber subscriber, int change) {
        countCandles(topics.haveCandles(subscriber.wanted()) ? change : 0);
    }

    private void countCandles(int change) {
        candleSubscribers += change;
        wantsCandles = candleSubscribers > 0;
    }

    /** Whether anybody here wants candles. Any thread. */
    public boolean wantsCandles() {
        return wantsCandles;
    }

    /** The connection is gone. */
    public void remove(Subscriber subscriber) {
        everyPair.remove(subscriber);
        BitSet left = new BitSet();
        countCandles(subscriber.waits().drop(subscriber.waits().wanted()));
        for (Subscriber part : subscriber.parts()) {
            delivery.leave(part);
            countCandles(part, -1);
            left.or(part.wanted());
            part.wanted().clear();
        }
        forgetBooks(left);
        deactivateIfUnused();
    }

    /** Tells {@code watcher} when quotes of {@code instrumentIds} change, and answers the table in which it finds them. */
    public QuoteSource watch(BitSet instrumentIds, QuoteWatcher watcher) {
        activate();
        watchers.add(instrumentIds, watcher);
        return delivery.last();
    }

    /** Has {@code watcher} told soon, in its turn among those that watch quotes, of something else that has changed. */
    public void wake(QuoteWatcher watcher) {
        watchers.onChange(watcher);
    }

    /** Ends a watch. */
    public void unwatch(BitSet instrumentIds, QuoteWatcher watcher) {
        watchers.remove(instrumentIds, watcher);
        deactivateIfUnused();
    }

    /** Begins to follow the ring, and knows of each pair the newest quote before that. Somebody joins in this turn. */
    public void activate() {
        if (!reader.isStarted()) {
            reader.start();
            delivery.begin(); // after the start, so that nothing falls between
        }
    }

    private void deactivateIfUnused() {
        if (delivery.isUnwanted() && watchers.isEmpty() && reader.isStarted()) {
            reader.stop();
        }
    }

    /** Has {@code flush} run when the batch that is being handed out has been; false between batches. */
    public boolean flushesWithBatch(Runnable flush) {
        return delivery.flushes().add(flush);
    }

    /** On a loop that spins: delivers what is due, and returns how many quotes and events that were. */
    public int poll() {
        return reader.poll();
    }

    /** Pushes candles that are new, on this event loop. */
    public void onCandles(List<Candle> candles) {
        delivery.onCandles(candles);
    }

    /** Stops for good: the event loop is about to end. */
    public void close() {
        reader.stop();
        writer.close();
    }
}
