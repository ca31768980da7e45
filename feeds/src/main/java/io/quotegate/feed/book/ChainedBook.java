package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.OrderBook;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/**
 * The book of a pair on a venue that pushes a snapshot when it is subscribed to, and then updates of which each names the
 * number of the one before it: OKX. Numbers are the same on every connection, so that the book goes on with whichever of
 * several lanes is first; they mean nothing but which update follows which, and may fall. Where a lane misses something
 * it is subscribed to anew: unsubscribed, and subscribed to when that is acknowledged, because the venue may send no
 * second snapshot to who is subscribed. Until that snapshot has come nothing else of the lane is looked at.
 *
 * <p>Decides only: {@link #next} tells what to ask of the venue. Confined to the feed loop.
 */
final class ChainedBook {
    /** For a snapshot, or for an acknowledgement. */
    private static final long PATIENCE_NS = Duration.ofSeconds(10).toNanos();

    private static final long LONGEST_WAIT_NS = Duration.ofMinutes(1).toNanos();
    private static final long FIRST_WAIT_NS = Duration.ofSeconds(1).toNanos();
    private static final long HEALTHY_NS = Duration.ofSeconds(30).toNanos();
    private static final long AHEAD_NS = Duration.ofSeconds(1).toNanos();
    private static final int REMEMBERED = 64;

    private final KeptBook kept;
    private final ToIntFunction<OrderBook> checksum;
    private final Lane[] lanes;
    private final long[] passed = new long[REMEMBERED]; // numbers that the book had

    private long seq; // of the book, while it is not stale
    private int passedNext;
    private int passedCount;

    /** What to ask of the venue. */
    enum Step {
        NOTHING,
        SUBSCRIBE,
        UNSUBSCRIBE
    }

    /** How a lane is. */
    private enum Way {
        /** There is no connection. */
        DOWN,
        /** It is to be subscribed to. */
        FREE,
        /** It was, and its snapshot has not come. */
        AWAITED,
        /** It brings update after update. */
        CHAINED,
        /** It is to be unsubscribed. */
        BROKEN,
        /** It was, and that is not acknowledged. */
        LEAVING
    }

    /** One connection's subscription to the pair. */
    private static final class Lane {
        Way way = Way.DOWN;
        long seq; // of its last message, while it is chained
        long sinceNs; // in this way
        long notBeforeNs; // it is to be subscribed to
        int failures; // since it was chained for long

        boolean ahead; // of the book, which others bring to where this lane is
        long aheadSinceNs;

        void go(Way next, long nowNs) {
            way = next;
            sinceNs = nowNs;
            ahead = false;
        }

        /** What is to be asked of the venue now. */
        Step next(long nowNs) {
            boolean late = nowNs - sinceNs >= PATIENCE_NS;
            if (way == Way.BROKEN || (way == Way.AWAITED && late)) {
                return Step.UNSUBSCRIBE;
            }
            boolean free = way == Way.FREE || (way == Way.LEAVING && late);
            return free && nowNs >= notBeforeNs ? Step.SUBSCRIBE : Step.NOTHING;
        }

        /** It failed: the longer to wait, the more often, so that what is always wrong does not cost all requests. */
        void putOff(long nowNs) {
            if (way == Way.CHAINED && nowNs - sinceNs >= HEALTHY_NS) {
                failures = 0;
            }
            long waitNs = failures == 0 ? 0 : FIRST_WAIT_NS << Math.min(failures - 1, 10);
            failures++;
            notBeforeNs = nowNs + Math.min(waitNs, LONGEST_WAIT_NS);
        }
    }

    /**
     * A book that has not begun.
     *
     * @param lanes    connections that may bring it
     * @param checksum what the venue's checksum would be of a book
     */
    ChainedBook(KeptBook kept, int lanes, ToIntFunction<OrderBook> checksum) {
        this.kept = kept;
        this.checksum = checksum;
        this.lanes = new Lane[lanes];
        Arrays.setAll(this.lanes, lane -> new Lane());
    }

    KeptBook kept() {
        return kept;
    }

    /** A connection was opened. */
    void onUp(int lane, long nowNs) {
        lanes[lane].notBeforeNs = nowNs;
        lanes[lane].go(Way.FREE, nowNs);
    }

    /** A connection ended. */
    void onDown(int lane, long nowNs) {
        lanes[lane].go(Way.DOWN, nowNs);
        leftBehind(BookFault.DISCONNECTED);
    }

    /** Tells what is to be asked of the venue on {@code lane} now, and takes it for done. */
    Step next(int lane, long nowNs) {
        Lane one = lanes[lane];
        Step step = one.next(nowNs);
        if (step == Step.UNSUBSCRIBE) {
            if (one.way == Way.AWAITED) {
                one.putOff(nowNs);
            }
            one.go(Way.LEAVING, nowNs);
        } else if (step == Step.SUBSCRIBE) {
            one.go(Way.AWAITED, nowNs);
        }
        return step;
    }

    /** Whether anything is to be asked of the venue on {@code lane} now. */
    boolean wants(int lane, long nowNs) {
        return lanes[lane].next(nowNs) != Step.NOTHING;
    }

    /** An unsubscription was acknowledged, or the venue ended the subscription by itself. */
    void onUnsubscribed(int lane, long nowNs) {
        Lane one = lanes[lane];
        if (one.way == Way.LEAVING) {
            one.go(Way.FREE, nowNs);
        } else if (one.way == Way.CHAINED || one.way == Way.AWAITED) {
            one.putOff(nowNs);
            one.go(Way.FREE, nowNs);
            leftBehind(BookFault.DISCONNECTED);
        }
    }

    /** The venue will not have the subscription now. */
    void onRefused(int lane, long nowNs) {
        Lane one = lanes[lane];
        if (one.way != Way.DOWN) {
            one.putOff(nowNs);
            one.go(Way.FREE, nowNs);
            leftBehind(BookFault.DISCONNECTED);
        }
    }

    /** A message came on {@code lane}. */
    void onDepth(int lane, DepthUpdate update, long receivedNs, long nowNs) {
        Lane one = lanes[lane];
        if (update.snapshot) {
            onSnapshot(one, update, receivedNs, nowNs);
        } else if (one.way == Way.CHAINED) {
            onUpdate(one, update, receivedNs, nowNs);
        }
    }

    private void onSnapshot(Lane lane, DepthUpdate snapshot, long receivedNs, long nowNs) {
        if (lane.way != Way.AWAITED && lane.way != Way.CHAINED) {
            return; // it is unsubscribed, or about to be
        }
        if (lane.way == Way.AWAITED) {
            lane.go(Way.CHAINED, nowNs);
        }
        lane.seq = snapshot.seq;
        boolean newer = kept.isStale() || snapshot.exchangeTimeNs > kept.exchangeTimeNs();
        if (newer || isAlone(lane)) {
            take(snapshot, receivedNs, nowNs);
        }
    }

    private boolean isAlone(Lane lane) {
        for (Lane other : lanes) {
            if (other != lane && other.way == Way.CHAINED) {
                return false;
            }
        }
        return true;
    }

    private void onUpdate(Lane lane, DepthUpdate update, long receivedNs, long nowNs) {
        if (update.prevSeq != lane.seq) {
            boolean repeated = update.seq == lane.seq && update.prevSeq < lane.seq;
            if (!repeated) {
                breakLane(lane, BookFault.GAP, nowNs);
            }
            return;
        }
        lane.seq = update.seq;
        if (!kept.isStale() && update.prevSeq == seq) {
            lane.ahead = false;
            take(update, receivedNs, nowNs);
            return;
        }
        boolean ahead = update.exchangeTimeNs >= kept.exchangeTimeNs() && !hasPassed(update.seq);
        if (ahead && !lane.ahead) {
            lane.aheadSinceNs = nowNs;
        }
        lane.ahead = ahead; // or behind another lane, which is of no interest
    }

    private void take(DepthUpdate update, long receivedNs, long nowNs) {
        boolean empty = update.bids.count() + update.asks.count() == 0; // a sign of life
        pass(update.seq);
        if (!kept.take(update, receivedNs, nowNs)) {
            breakAll(nowNs);
        } else if (update.checksum != 0 && update.checksum != checksum.applyAsInt(kept.levels())) {
            kept.lose(BookFault.CHECKSUM);
            breakAll(nowNs);
        } else if (update.snapshot || !empty) {
            kept.tell(update);
        }
    }

    private void pass(long number) {
        seq = number;
        passed[passedNext] = number;
        passedNext = (passedNext + 1) % REMEMBERED;
        passedCount = Math.min(passedCount + 1, REMEMBERED);
    }

    private boolean hasPassed(long number) {
        for (int i = 1; i <= passedCount; i++) {
            if (passed[Math.floorMod(passedNext - i, REMEMBERED)] == number) {
                return true;
            }
        }
        return false;
    }

    private void breakLane(Lane lane, BookFault fault, long nowNs) {
        lane.putOff(nowNs);
        lane.go(Way.BROKEN, nowNs);
        leftBehind(fault);
    }

    /** What was told cannot be kept, or is not what it should be: it is asked for anew of whoever told it. */
    private void breakAll(long nowNs) {
        for (Lane lane : lanes) {
            if (lane.way == Way.CHAINED) {
                breakLane(lane, BookFault.LEVEL, nowNs);
            }
        }
    }

    /** Loses the book if no lane is left that brings what follows on it. */
    private void leftBehind(BookFault fault) {
        for (Lane lane : lanes) {
            if (lane.way == Way.CHAINED && hasPassed(lane.seq)) {
                return;
            }
        }
        kept.lose(fault);
    }

    /** Looks at what only time changes. */
    void onTime(long nowNs) {
        if (!kept.isStale() && kept.isCrossedForLong(nowNs)) {
            kept.lose(BookFault.CROSSED);
            breakAll(nowNs);
        }
        for (Lane lane : lanes) {
            boolean tooFarAhead = lane.ahead && nowNs - lane.aheadSinceNs > AHEAD_NS;
            if (lane.way == Way.CHAINED && (kept.isStale() || tooFarAhead)) { // nobody brings the book to where it is
                kept.lose(BookFault.GAP);
                breakLane(lane, BookFault.GAP, nowNs);
            }
        }
    }
}
