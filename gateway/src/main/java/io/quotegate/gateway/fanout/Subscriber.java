package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.fanout.deflate.StreamMember;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of one client's subscription. A client that keeps up gets its group's bytes as they are; one that
 * does not is, by its mode, sent the newest of what it missed when it can take it, or closed. Confined to its event
 * loop.
 */
public final class Subscriber {
    private final Topics topics;
    private final CatchUp catchUp;
    private final BitSet wanted = new BitSet();
    private final Map<PushChannel, DeliveryMode> modes = new EnumMap<>(PushChannel.class);
    private final Conflation conflation = new Conflation();
    private final CandleWaits waits; // the same of all parts
    private final Subscriber whole;
    private final @Nullable PushSchedule pace; // null to be sent everything as it comes
    private final StreamMember member = new StreamMember();

    private Outlet outlet;
    private WireFormat format = WireFormat.LINE_JSON; // until it subscribes
    private DeliveryMode mode = DeliveryMode.LATEST;
    private int place; // among its group's members
    private long dueTick; // of its pace: nothing is sent before
    private Map<Long, Subscriber> others = Map.of(); // what it wants at a pace or in another format

    Subscriber(Outlet outlet, Topics topics, CatchUp catchUp) {
        this.outlet = outlet;
        this.topics = topics;
        this.catchUp = catchUp;
        whole = this;
        waits = new CandleWaits();
        pace = null;
    }

    private Subscriber(Subscriber whole, @Nullable PushSchedule pace) {
        outlet = whole.outlet;
        topics = whole.topics;
        catchUp = whole.catchUp;
        this.whole = whole;
        waits = whole.waits;
        this.pace = pace;
    }

    @Nullable
    PushSchedule pace() {
        return pace;
    }

    /** Its part that is sent what it wants in {@code partFormat}, at {@code newPace}, of {@code intervalMs}, or as it comes. */
    Subscriber part(WireFormat partFormat, int intervalMs, @Nullable PushSchedule newPace) {
        if (intervalMs == 0 && (wanted.isEmpty() || format.payload() == partFormat.payload())) {
            return this;
        }
        return other((long) intervalMs * WireFormat.count() + partFormat.ordinal(), newPace);
    }

    private Subscriber other(long key, @Nullable PushSchedule newPace) {
        if (others.isEmpty()) {
            others = new TreeMap<>();
        }
        return others.computeIfAbsent(key, missing -> new Subscriber(this, newPace));
    }

    /** A part of its own that is sent what {@code schedule} says, which {@linkplain #drop drops} it in the end. */
    Subscriber partOf(PushSchedule schedule) {
        long least =
                whole.others.keySet().stream().mapToLong(Long::longValue).min().orElse(0);
        return whole.other(Math.min(least, 0) - 1, schedule);
    }

    /** Ends this part, which wants nothing any more. */
    void drop() {
        whole.others.values().remove(this);
    }

    /** The whole client. */
    Subscriber whole() {
        return whole;
    }

    /** Of {@code topic} it was sent what is numbered {@code seq}, and what came since not. */
    void behind(int topic, long seq) {
        conflation.skip(topic, seq);
    }

    /** All parts of the client: one for each pace and format. */
    List<Subscriber> parts() {
        List<Subscriber> parts = new ArrayList<>(whole.others.values());
        parts.add(whole);
        return parts;
    }

    /** What it will want when the candles there are have come. */
    CandleWaits waits() {
        return waits;
    }

    /** Of {@code topic} it is being sent what has {@code version}, by itself: what follows waits for its time. */
    void sent(int topic, long version) {
        if (pace != null && version > 0) {
            dueTick = pace.nextTick();
            conflation.skipAfter(topic, version);
        }
    }

    private boolean isDue() {
        return pace == null || pace.ticks() >= dueTick;
    }

    /** Of a deflate stream, where its group has one. */
    StreamMember member() {
        return member;
    }

    /** In which format {@code bytes} go to the client alone, where {@code asked} is what it is sent with others. */
    public WireFormat formatAlone(WireFormat asked, int bytes) {
        boolean alone = asked.takesOver() && !anyPart(part -> !part.member.lets(bytes));
        return alone ? asked.compressed(WireFormat.Compression.EACH) : asked;
    }

    int place() {
        return place;
    }

    void place(int newPlace) {
        place = newPlace;
    }

    /** What it is pushed goes to {@code newOutlet} from now on. */
    public void redirect(Outlet newOutlet) {
        outlet = newOutlet;
        others.values().forEach(part -> part.redirect(newOutlet));
    }

    Outlet outlet() {
        return outlet;
    }

    /** What it wants. */
    BitSet wanted() {
        return wanted;
    }

    /** What all of its parts want, or wait for; the caller's own. */
    BitSet wantedInAll() {
        BitSet all = waits.wanted();
        parts().forEach(part -> all.or(part.wanted));
        return all;
    }

    WireFormat format() {
        return format;
    }

    void format(WireFormat newFormat) {
        format = newFormat;
    }

    /** What {@code channel} was subscribed with; who wants all of one gets all of every one. */
    void mode(PushChannel channel, DeliveryMode newMode) {
        modes.put(channel, newMode);
        mode = modes.containsValue(DeliveryMode.ALL) ? DeliveryMode.ALL : DeliveryMode.LATEST;
    }

    /** What {@code channel} was subscribed with last; {@code otherwise} if it was not. */
    public DeliveryMode modeOf(PushChannel channel, DeliveryMode otherwise) {
        return modes.getOrDefault(channel, otherwise);
    }

    /** Whether anything is pushed to it, at whatever pace. Asked with every request: allocates nothing for one part. */
    public boolean wantsAnything() {
        return !waits.isEmpty() || anyPart(part -> !part.wanted.isEmpty());
    }

    private boolean anyPart(Predicate<Subscriber> condition) {
        return condition.test(whole)
                || (!whole.others.isEmpty() && whole.others.values().stream().anyMatch(condition));
    }

    /** The number of what it was sent last of {@code topic}, of which {@code newest} was delivered last. */
    long sentSeq(int topic, long newest) {
        return conflation.isSkipped(topic) ? conflation.sentSeq(topic) : newest;
    }

    /** Whether it was promised every quote of something. */
    public boolean wantsEveryQuote() {
        return anyPart(part -> part.mode == DeliveryMode.ALL && !part.wanted.isEmpty());
    }

    /** Whether it wants something, and only the newest of that when it does not keep up. */
    public boolean wantsNewest() {
        return wantsAnything() && !wantsEveryQuote();
    }

    /**
     * Takes its group's part of a batch, whose {@code bytes} stay the caller's; whether it is one of mode {@code latest}
     * and was sent them. Never throws.
     */
    boolean deliver(BatchPart part, ByteBuf bytes, FaultGuard guard) {
        try {
            if (mode == DeliveryMode.ALL) {
                outlet.push(bytes);
            } else if (conflation.isEmpty() && isDue() && outlet.offer(bytes)) {
                return true;
            } else if (!outlet.isEnding()) {
                member.fallOut();
                skip(part);
                catchUp();
            }
        } catch (Throwable fault) {
            fail(fault, guard);
        }
        return false;
    }

    /** How much of it is on its way is not known, so that it cannot be told what it missed. */
    private void fail(Throwable fault, FaultGuard guard) {
        guard.caught(fault);
        try {
            outlet.fail(fault);
        } catch (Throwable again) {
            guard.caught(again);
        }
    }

    /** Its group's part of a batch is lost to it. Never throws. */
    void miss(BatchPart part, FaultGuard guard) {
        for (int i = 0; i < part.count(); i++) {
            miss(part.topic(i), part.previousSeq(i), guard);
        }
    }

    /** The same of one message. What is not numbered, or was promised, cannot be made up for. Never throws. */
    void miss(int topic, long previousSeq, FaultGuard guard) {
        try {
            if (mode == DeliveryMode.ALL || topic == topics.status()) {
                outlet.end(DisconnectReason.INTERNAL_ERROR);
            } else if (!outlet.isEnding()) {
                conflation.skip(topic, previousSeq);
            }
        } catch (Throwable fault) {
            fail(fault, guard);
        }
    }

    private void skip(BatchPart part) {
        for (int i = 0; i < part.count(); i++) {
            int topic = part.topic(i);
            if (topic == topics.status()) { // few, and tell of failures: not skipped, but bounded like everything
                ByteBuf bytes = part.copy(i, outlet.alloc());
                outlet.push(bytes);
                bytes.release();
            } else {
                conflation.skip(topic, part.previousSeq(i));
            }
        }
    }

    /** Sends the newest of each topic that was skipped, for as long as the socket takes them. */
    public void catchUp() {
        if (!conflation.isEmpty() && isDue() && outlet.isWritable()) {
            if (pace == null) {
                sendNewest();
            } else {
                BitSet behind = conflation.topics();
                try {
                    sendNewest();
                } finally {
                    behind.andNot(conflation.topics());
                    pace.caughtUp(this, behind);
                }
            }
        }
        others.values().forEach(Subscriber::catchUp);
        if (pace != null) {
            pace.onWritable();
        }
    }

    private void sendNewest() {
        while (!conflation.isEmpty() && outlet.isWritable()) {
            ByteBuf newest = catchUp.newest(conflation, formatAlone(format, 0), pace == null);
            if (newest.isReadable()) {
                outlet.writeAndFlush(newest);
            } else {
                newest.release();
            }
        }
    }

    /** {@link #catchUp} on behalf of others; whether there is nothing to be sent any more, or nobody to send it to. */
    boolean catchUpOrFail(FaultGuard guard) {
        try {
            catchUp();
            return conflation.isEmpty() || !isDue() || !outlet.isWritable(); // it is told when it is writable again
        } catch (Throwable fault) {
            guard.caught(fault);
            return outlet.isEnding();
        }
    }

    /** The newest of {@code topic} is being sent otherwise, as a snapshot. */
    void caughtUp(int topic) {
        conflation.clear(topic);
    }

    /** Nothing of {@code topic} is wanted any more. */
    void forget(int topic) {
        wanted.clear(topic);
        conflation.clear(topic);
    }

    /** Its event loop lost an unknown number of quotes. */
    void onLapped(FaultGuard guard) {
        try {
            if (mode == DeliveryMode.ALL) {
                outlet.end(DisconnectReason.LAPPED);
            }
        } catch (Throwable fault) {
            fail(fault, guard);
        }
    }
}
