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
    private final PairMarket pair;
    private final DepthTopic kind;
    private final Topic topic;
    private final LongSupplier epochNs;

    private @Nullable DepthView view; // as told last
    private DepthMarket.@Nullable Touched touched; // since then
    private DepthUpdate book = new DepthUpdate(); // the same as levels
    private DepthUpdate told = new DepthUpdate();
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
        topic.tell((out, form) -> kind.writer().write(out, form, told, book));
        topic.greet(() -> (out, form) -> {
            begin();
            kind.writer().write(out, form, book, book);
        });
    }

    private void begin() {
        if (view == null) {
            view = depth().view(kind.levels());
            touched = kind.told() == DepthTopic.Told.CHANGES ? depth().watch() : null;
            number = pair.top().venueSeq;
            begun = true;
            remember();
        }
    }

    private void end() {
        if (touched != null) {
            depth().unwatch(touched);
        }
        touched = null;
        view = null;
    }

    private DepthMarket depth() {
        return requireNonNull(pair.depth(), "depth");
    }

    private void remember() {
        book = requireNonNull(view).toSnapshot();
        book.prevSeq = DepthUpdate.UNKNOWN;
        book.seq = number;
        book.exchangeTimeNs = epochNs.getAsLong();
    }

    /** Loses the next {@code count} updates. */
    void loseNext(int count) {
        lost = kind.told() != DepthTopic.Told.BEST && view != null ? count : 0;
    }

    void tick(PushRouter router, long nowNs) {
        if (!topic.hasSubscribers()) {
            end();
            return;
        }
        if (view == null || nowNs - dueNs < 0) {
            begin();
            return;
        }
        dueNs = nowNs + kind.every().toNanos();
        changedNs = begun ? nowNs : changedNs;
        begun = false;
        DepthView after = depth().view(kind.levels());
        DepthUpdate changes = touched == null ? after.changesSince(view) : depth().changes(touched);
        boolean changed = changes.bids.count() + changes.asks.count() > 0;
        boolean idle = !kind.idle().isZero() && nowNs - changedNs >= kind.idle().toNanos();
        if (!changed && !idle) {
            return;
        }
        changedNs = nowNs;
        changes.prevSeq = number;
        number = changed ? pair.top().venueSeq : number;
        changes.seq = number;
        view = after;
        remember();
        changes.exchangeTimeNs = book.exchangeTimeNs;
        told = kind.told() == DepthTopic.Told.BEST ? book : changes;
        if (lost > 0) {
            lost--;
        } else {
            router.publish(topic);
        }
    }
}
