package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.quotegate.codec.ByteWriter;
import io.quotegate.codec.Mode;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.QuoteSource;
import io.quotegate.ring.TopOfBook;
import java.time.Duration;
import java.util.BitSet;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Brings quotes and status events from the ring to the subscribers of one event loop: encodes each quote once per
 * format, and writes once per subscriber and batch.
 *
 * <p>It keeps a table of what it delivered last. A new subscriber is sent that table and then joins, between two
 * batches, so it misses nothing and gets nothing twice. Without subscribers it neither reads the ring nor is woken.
 * Confined to its event loop.
 */
public final class EventLoopFanout implements RingReader.Consumer {
    private final Source source;
    private final MessageWriter writer;
    private final Limits limits;
    private final ConnectionMetrics metrics;
    private final int instruments;
    private final int statusTopic;
    private final LoopTable table;
    private final Groups groups;
    private final QuoteWatchers watchers;
    private final RingReader reader;
    private final ByteWriter snapshot = new ByteWriter(1024);
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);

    private boolean lapped;

    /** Where quotes come from: the ring, its write end, whose doorbells wake us, and the table beside it. */
    public record Source(QuoteRing ring, QuotePublisher publisher, TopOfBook topOfBook, int instruments) {}

    /** @param spinning whether the event loop never sleeps and calls {@link #poll()} */
    public EventLoopFanout(
            EventLoop loop,
            Source source,
            MessageWriter writer,
            Limits limits,
            Duration flushInterval,
            boolean spinning,
            ConnectionMetrics metrics) {
        this.source = source;
        this.writer = writer;
        this.limits = limits;
        this.metrics = metrics;
        instruments = source.instruments();
        statusTopic = instruments;
        table = new LoopTable(instruments);
        groups = new Groups(instruments + 1);
        watchers = new QuoteWatchers(instruments);
        reader = new RingReader(loop, source.ring(), source.publisher(), flushInterval, spinning, this);
    }

    int instrumentCount() {
        return instruments;
    }

    boolean isStatus(int topic) {
        return topic == statusTopic;
    }

    /** Where an answer to {@code subscriber} is to be read, so that it fits what it is pushed. */
    public QuoteSource sourceFor(Subscriber subscriber) {
        return subscriber.group() == null ? source.topOfBook() : table;
    }

    /** The newest quotes there are, before this event loop has delivered them. */
    public QuoteSource newest() {
        return source.topOfBook();
    }

    /** The receiving end at {@code outlet}, which wants nothing yet. */
    public Subscriber subscriber(Outlet outlet) {
        return new Subscriber(outlet, this, limits.pendingBytes());
    }

    /** Lets {@code subscriber} have quotes of {@code instrumentIds} from now on, and writes a snapshot of each. */
    public void subscribeQuotes(Subscriber subscriber, BitSet instrumentIds, Mode mode, WireFormat format) {
        activate();
        groups.leave(subscriber);
        subscriber.mode(mode);
        subscriber.format(format);
        subscriber.topics().or(instrumentIds);
        snapshot.clear();
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            subscriber.caughtUp(id);
            if (table.read(id, scratch)) {
                writer.begin();
                writer.appendQuote(format, scratch, 0, snapshot);
            }
        }
        writer.write(subscriber.outlet(), snapshot);
        groups.join(subscriber);
    }

    /** Lets {@code subscriber} have status events from now on. */
    public void subscribeStatus(Subscriber subscriber, WireFormat format) {
        activate();
        groups.leave(subscriber);
        subscriber.format(format);
        subscriber.topics().set(statusTopic);
        groups.join(subscriber);
    }

    /** No quotes of {@code instrumentIds} any more. */
    public void unsubscribeQuotes(Subscriber subscriber, BitSet instrumentIds) {
        groups.leave(subscriber);
        for (int id = instrumentIds.nextSetBit(0); id >= 0; id = instrumentIds.nextSetBit(id + 1)) {
            subscriber.forget(id);
        }
        groups.join(subscriber);
        deactivateIfUnused();
    }

    /** No status events any more. */
    public void unsubscribeStatus(Subscriber subscriber) {
        groups.leave(subscriber);
        subscriber.forget(statusTopic);
        groups.join(subscriber);
        deactivateIfUnused();
    }

    /** The connection is gone. */
    public void remove(Subscriber subscriber) {
        groups.leave(subscriber);
        deactivateIfUnused();
    }

    /** Tells {@code watcher} of every quote of {@code instrumentIds}, and answers the table in which it finds them. */
    public QuoteSource watch(BitSet instrumentIds, QuoteWatcher watcher) {
        activate();
        watchers.add(instrumentIds, watcher);
        return table;
    }

    /** Ends a watch. */
    public void unwatch(BitSet instrumentIds, QuoteWatcher watcher) {
        watchers.remove(instrumentIds, watcher);
        deactivateIfUnused();
    }

    /** Begins to follow the ring. What the table of newest quotes knows already is skipped on the ring by its seq. */
    private void activate() {
        if (reader.isStarted()) {
            return;
        }
        reader.start();
        for (int id = 0; id < instruments; id++) { // after the start, so that nothing falls between
            if (source.topOfBook().read(id, scratch)) {
                table.put(scratch);
            }
        }
    }

    private void deactivateIfUnused() {
        if (groups.isEmpty() && watchers.isEmpty() && reader.isStarted()) {
            reader.stop();
        }
    }

    /** On a loop that spins: delivers what is due, and returns how many quotes and events that were. */
    public int poll() {
        return reader.poll();
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
    public void onStatus(StatusFlyweight status) {
        writer.begin();
        for (int i = 0; i < groups.batchCount(); i++) {
            Batch batch = groups.batch(i);
            if (batch.isWanted(statusTopic)) {
                writer.appendStatus(batch.format(), status, batch.bytes());
                batch.added(statusTopic, 0);
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
        for (int id = 0; id < instruments; id++) {
            if (source.topOfBook().read(id, scratch)) {
                onQuote(scratch);
            }
        }
    }

    /** The newest quotes of what {@code subscriber} skipped, as many as it may have unsent; to be released. */
    ByteBuf newest(Subscriber subscriber) {
        snapshot.clear();
        BitSet skipped = subscriber.skipped();
        for (int id = skipped.nextSetBit(0);
                id >= 0 && snapshot.length() < limits.latestBytes();
                id = skipped.nextSetBit(id + 1)) {
            table.read(id, scratch);
            long drops = scratch.seq() - subscriber.sentSeq(id) - 1;
            metrics.drops.add(drops);
            writer.begin();
            writer.appendQuote(subscriber.format(), scratch, drops, snapshot);
            skipped.clear(id);
        }
        return writer.copy(snapshot);
    }

    /** Stops for good: the event loop is about to end. */
    public void close() {
        reader.stop();
        writer.close();
    }
}
