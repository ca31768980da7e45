package io.quotegate.feed.sim.push;

import static java.util.Objects.requireNonNull;

import io.quotegate.feed.sim.market.DepthMarket;
import io.quotegate.feed.sim.market.DepthView;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.market.DepthUpdate;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What subscribers of a {@link DepthTopic} were told of a book last, and what they are told next. Begins with the first
 * of them and is forgotten with the last. Confined to the venue's loop.
 */
final class DepthChannel {
    private static final DepthUpdate NOTHING = new DepthUpdate();

    private final PairMarket pair;
    private final DepthTopic kind;
    private final Topic topic;
    private final LongSupplier epochNs;

    private boolean active; // somebody is told
    private @Nullable DepthView view; // as told last; null where only changes are told
    private DepthMarket.@Nullable Touched touched; // since then, where they are
    private DepthUpdate told = NOTHING; // while it is
    private long toldNs; // when that was, exchange time
    private long revision; // of the book, as looked at last
    private long number; // of the book as told last
    private long changedNs; // or began
    private boolean begun; // since the last tick
    private long dueNs;
    private int lost; // updates that are still to be lost

    DepthChannel(PairMarket pair, DepthTopic kind, Topic topic, LongSupplier epochNs) {
        this.pair = pair;
        this.kind = kind;
        this.topic = topic.serve();
        this.epochNs = epochNs;
        topic.tell((out, form) -> kind.writer().write(out, form, told, this::snapshot));
        topic.greet(() -> (out, form) -> {
            begin();
            DepthUpdate whole = snapshot();
            kind.writer().write(out, form, whole, () -> whole);
        });
    }

    private void begin() {
        if (!active) {
            active = true;
            begun = true;
            number = pair.top().venueSeq;
            revision = depth().revision();
            toldNs = epochNs.getAsLong();
            if (kind.told() == DepthTopic.Told.CHANGES) {
                touched = depth().watch();
            } else {
                view = depth().view(kind.levels());
            }
        }
    }

    private void end() {
        if (touched != null) {
            depth().unwatch(touched);
        }
        touched = null;
        view = null;
        active = false;
    }

    private DepthMarket depth() {
        return requireNonNull(pair.depth(), "depth");
    }

    /** The book as it was told last; of one of which only changes are told, as it is. */
    private DepthUpdate snapshot() {
        DepthView its = view == null ? depth().view(kind.levels()) : view;
        DepthUpdate whole = its.toSnapshot();
        whole.prevSeq = DepthUpdate.UNKNOWN;
        whole.seq = number;
        whole.exchangeTimeNs = toldNs;
        return whole;
    }

    /** Loses the next {@code count} updates. */
    void loseNext(int count) {
        lost = kind.told() != DepthTopic.Told.BEST && active ? count : 0;
    }

    void tick(PushRouter router, long nowNs) {
        if (!topic.hasSubscribers()) {
            end();
            return;
        }
        if (!active || nowNs - dueNs < 0) {
            begin();
            return;
        }
        dueNs = nowNs + kind.every().toNanos();
        changedNs = begun ? nowNs : changedNs;
        begun = false;
        boolean idle = !kind.idle().isZero() && nowNs - changedNs >= kind.idle().toNanos();
        if (!idle && depth().revision() == revision) {
            return;
        }
        revision = depth().revision();
        DepthView before = view;
        DepthView after = before == null ? null : depth().view(kind.levels());
        DepthUpdate changes =
                after == null || before == null ? depth().changes(requireNonNull(touched)) : after.changesSince(before);
        boolean changed = changes.bids.count() + changes.asks.count() > 0;
        if (!changed && !idle) {
            return;
        }
        changedNs = nowNs;
        changes.prevSeq = number;
        number = changed ? pair.top().venueSeq : number;
        toldNs = epochNs.getAsLong();
        changes.seq = number;
        changes.exchangeTimeNs = toldNs;
        view = after;
        tell(router, changes);
    }

    private void tell(PushRouter router, DepthUpdate changes) {
        if (lost > 0) {
            lost--;
            return;
        }
        told = kind.told() == DepthTopic.Told.BEST ? snapshot() : changes;
        router.publish(topic);
        told = NOTHING; // of many pairs, all that was told would be much
    }
}
