package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBuf;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

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

    private Outlet outlet;
    private WireFormat format = WireFormat.LINE_JSON; // until it subscribes
    private DeliveryMode mode = DeliveryMode.LATEST;
    private int place; // among its group's members

    Subscriber(Outlet outlet, Topics topics, CatchUp catchUp) {
        this.outlet = outlet;
        this.topics = topics;
        this.catchUp = catchUp;
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
    }

    Outlet outlet() {
        return outlet;
    }

    /** What it wants. */
    BitSet wanted() {
        return wanted;
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

    /** Nothing of {@code channel} is wanted any more. */
    void forgetMode(PushChannel channel) {
        mode(channel, DeliveryMode.LATEST);
    }

    /** Whether it was promised every quote of something. */
    public boolean wantsEveryQuote() {
        return mode == DeliveryMode.ALL && !wanted.isEmpty();
    }

    /** Takes its group's part of a batch, whose {@code bytes} stay the caller's. */
    void deliver(BatchPart part, ByteBuf bytes) {
        if (mode == DeliveryMode.ALL) {
            outlet.push(bytes);
        } else if ((!conflation.isEmpty() || !outlet.offer(bytes)) && !outlet.isEnding()) {
            skip(part);
            catchUp();
        }
    }

    private void skip(BatchPart part) {
        for (int i = 0; i < part.count(); i++) {
            int topic = part.topic(i);
            if (topic == topics.status()) {
                pushAlone(part, i);
            } else {
                conflation.skip(topic, part.previousSeq(i), topics.count());
            }
        }
    }

    /** Status events are few and tell of failures: they are not skipped, but bounded like everything. */
    private void pushAlone(BatchPart part, int i) {
        ByteBuf bytes = part.copy(i, outlet.alloc());
        outlet.push(bytes);
        bytes.release();
    }

    /** Sends the newest of each topic that was skipped, for as long as the socket takes them. */
    public void catchUp() {
        while (!conflation.isEmpty() && outlet.isWritable()) {
            outlet.writeAndFlush(catchUp.newest(conflation, format));
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
    void onLapped() {
        if (mode == DeliveryMode.ALL) {
            outlet.end(DisconnectReason.LAPPED);
        }
    }
}
