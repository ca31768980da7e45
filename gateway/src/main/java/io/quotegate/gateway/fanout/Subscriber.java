package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.Outlet;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of one client's subscription. A client that keeps up gets its group's bytes as they are; one that
 * does not is, by its mode, sent the newest of what it missed when it can take it, or closed. Confined to its event
 * loop.
 */
public final class Subscriber {
    private static final long[] NONE = {};

    private final Outlet outlet;
    private final EventLoopFanout fanout;

    private final BitSet topics = new BitSet();
    private WireFormat format = WireFormat.LINE_JSON; // until it subscribes
    private final Map<PushChannel, DeliveryMode> modes = new EnumMap<>(PushChannel.class);
    private DeliveryMode mode = DeliveryMode.LATEST;
    private @Nullable Group group;
    private int place; // among the group's members

    private final BitSet skipped = new BitSet(); // topics with quotes, trades or candles that were not sent
    private long[] sentSeqs = NONE; // by topic, of the skipped ones: what was sent last

    Subscriber(Outlet outlet, EventLoopFanout fanout) {
        this.outlet = outlet;
        this.fanout = fanout;
    }

    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    @Nullable
    Group group() {
        return group;
    }

    void group(@Nullable Group newGroup) {
        group = newGroup;
    }

    BitSet topics() {
        return topics;
    }

    WireFormat format() {
        return format;
    }

    void format(WireFormat newFormat) {
        format = newFormat;
    }

    public DeliveryMode mode() {
        return mode;
    }

    /** What {@code channel} was subscribed with; who wants all of one gets all of every one. */
    void mode(PushChannel channel, DeliveryMode newMode) {
        modes.put(channel, newMode);
        mode = modes.containsValue(DeliveryMode.ALL) ? DeliveryMode.ALL : DeliveryMode.LATEST;
    }

    /** Nothing of {@code channel} is wanted any more. */
    void forgetMode(PushChannel channel) {
        mode(channel, DeliveryMode.LATEST);
    }

    /** Whether it was promised every quote of something. */
    public boolean wantsEveryQuote() {
        return mode == DeliveryMode.ALL && !topics.isEmpty();
    }

    Outlet outlet() {
        return outlet;
    }

    /** Whether anything was skipped that is still to be made up for. */
    public boolean isBehind() {
        return !skipped.isEmpty();
    }

    /** The number of what was sent of {@code topic} before the newest; for one that was skipped. */
    long sentSeq(int topic) {
        return sentSeqs[topic];
    }

    BitSet skipped() {
        return skipped;
    }

    /** Takes the part of {@code batch} that its group wants, {@code bytes}, which stays the caller's. */
    void deliver(Group from, Batch batch, ByteBuf bytes) {
        if (mode == DeliveryMode.ALL) {
            outlet.push(bytes);
        } else if ((isBehind() || !outlet.offer(bytes)) && !outlet.isEnding()) {
            skip(from, batch);
            catchUp();
        }
    }

    private void skip(Group from, Batch batch) {
        for (int i = 0; i < from.wantedCount(); i++) {
            int entry = from.wanted(i);
            int topic = batch.topic(entry);
            if (topic == fanout.topics().status()) {
                pushEntry(batch, entry);
            } else if (!skipped.get(topic)) {
                if (sentSeqs.length == 0) {
                    sentSeqs = new long[fanout.topics().count()];
                }
                skipped.set(topic);
                sentSeqs[topic] = batch.previousSeq(entry);
            }
        }
    }

    /** Status events are few and tell of failures: they are not skipped, but bounded like everything. */
    private void pushEntry(Batch batch, int entry) {
        ByteBuf bytes = outlet.alloc().directBuffer(batch.end(entry) - batch.start(entry));
        batch.copy(entry, bytes);
        outlet.push(bytes);
        bytes.release();
    }

    /** Sends the newest of each topic that was skipped, for as long as the socket takes them. */
    public void catchUp() {
        while (isBehind() && outlet.isWritable()) {
            outlet.writeAndFlush(fanout.newest(this));
        }
    }

    /** The newest of {@code topic} is being sent otherwise, as a snapshot. */
    void caughtUp(int topic) {
        skipped.clear(topic);
    }

    /** Nothing of {@code topic} is wanted any more. */
    void forget(int topic) {
        topics.clear(topic);
        skipped.clear(topic);
    }
}
