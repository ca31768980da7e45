package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.Limits;
import io.quotegate.text.ByteWriter;
import java.util.function.LongSupplier;

/**
 * Makes up for what subscribers of one event loop skipped: the newest of each topic, which says how many came before it
 * unsent. Confined to the event loop.
 */
final class CatchUp {
    private final LastDelivered last;
    private final MessageWriter writer;
    private final Limits limits;
    private final ConnectionMetrics metrics;
    private final LongSupplier position;
    private final ByteWriter newest = new ByteWriter(1024);

    /** @param position the number of the newest record that was delivered, see {@link MessageWriter#appendPosition} */
    CatchUp(LastDelivered last, MessageWriter writer, Limits limits, ConnectionMetrics metrics, LongSupplier position) {
        this.position = position;
        this.last = last;
        this.writer = writer;
        this.limits = limits;
        this.metrics = metrics;
    }

    /** The newest of what {@code conflation} names, as much as may be unsent, and takes it out there; to be released. */
    ByteBuf newest(Conflation conflation, WireFormat format) {
        newest.clear();
        long allDrops = 0;
        int end = 0;
        for (int topic = conflation.next(0); topic >= 0; topic = conflation.next(topic + 1)) {
            if (newest.length() > 0 && newest.length() >= limits.latestBytes()) {
                break; // one at least, however small the limit
            }
            long drops = last.seq(topic) - conflation.sentSeq(topic) - 1;
            if (drops != -1) { // otherwise there is nothing newer
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
        metrics.drops.add(allDrops);
        return bytes;
    }
}
