package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.Limits;
import io.quotegate.market.Candle;
import io.quotegate.text.ByteWriter;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What subscribers of one event loop are sent beside what is new: the newest of each topic when they come, and the newest
 * of what they skipped, which says how many came before it unsent. Confined to the event loop.
 */
final class CatchUp {
    private final LastDelivered last;
    private final MessageWriter writer;
    private final Limits limits;
    private final ConnectionMetrics metrics;
    private final LongSupplier position;
    private final ByteWriter newest = new ByteWriter(1024);
    private final ByteWriter snapshot = new ByteWriter(1024);

    /** @param position the number of the newest record that was delivered, see {@link MessageWriter#appendPosition} */
    CatchUp(LastDelivered last, MessageWriter writer, Limits limits, ConnectionMetrics metrics, LongSupplier position) {
        this.position = position;
        this.last = last;
        this.writer = writer;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** Writes the newest of {@code wanted} to {@code subscriber}, without flushing. */
    void writeSnapshot(Subscriber subscriber, BitSet wanted, WireFormat format) {
        snapshot.clear();
        WireFormat alone = subscriber.formatAlone(format, 0);
        wanted.stream().forEach(topic -> last.append(writer, alone, topic, 0, snapshot));
        writer.appendPosition(alone, position.getAsLong(), snapshot);
        writer.write(subscriber.outlet(), snapshot);
    }

    /** The same of candles that there were before. */
    void writeCandles(Subscriber subscriber, List<Candle> candles, WireFormat format) {
        snapshot.clear();
        WireFormat alone = subscriber.formatAlone(format, 0);
        for (Candle candle : candles) {
            writer.begin();
            writer.appendCandle(alone, candle, 0, snapshot);
        }
        writer.write(subscriber.outlet(), snapshot);
    }

    /**
     * The newest of what {@code conflation} names, as much as may be unsent, and takes it out there; to be released.
     *
     * @param slow whether what was left out was for want of room, and not of what the client asked for
     */
    ByteBuf newest(Conflation conflation, WireFormat format, boolean slow) {
        newest.clear();
        long allDrops = 0;
        int end = 0;
        for (int topic = conflation.next(0); topic >= 0; topic = conflation.next(topic + 1)) {
            if (newest.length() > 0 && newest.length() >= limits.latestBytes()) {
                break; // one at least, however small the limit
            }
            if (last.version(topic) != conflation.sentVersion(topic)) { // otherwise there is nothing newer
                long drops = last.seq(topic) - conflation.sentSeq(topic) - 1;
                long told = Math.max(0, drops); // numbered anew, nobody knows how many
                last.append(writer, format, topic, told, newest);
                allDrops += told;
            }
            end = topic + 1;
        }
        if (conflation.next(end) < 0) {
            writer.appendPosition(format, position.getAsLong(), newest);
        }
        ByteBuf bytes = writer.copy(newest);
        conflation.clearUntil(end); // only now: without memory for them they are still to be sent
        if (slow) {
            metrics.drops.add(allDrops);
        }
        return bytes;
    }
}
