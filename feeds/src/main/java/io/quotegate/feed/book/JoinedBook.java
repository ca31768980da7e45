package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.BookSide;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The book of a pair on a venue that pushes numbered changes only, and whose snapshots are asked for beside: Binance. From
 * the moment that a snapshot is asked for what comes is kept, and then follows on it. A snapshot that is older than what
 * was kept, or than what came before, is asked for again; what was kept stays. The first one is small, so that there is a
 * book soon; then, and whenever few known levels are left, a deeper one takes its place under way.
 *
 * <p>A snapshot ends somewhere, and of what is behind its end only changes are told: so many levels from the best on are
 * known, see {@link BookSide#knownDepth()}, and only these are to be served.
 *
 * <p>Numbers are one chain over all connections: the book goes on with whichever of several is first, and over the end of
 * one while there is another. On one connection they only rise, unless the venue begins to count anew. Decides only: {@link #wantedLevels} tells what to ask of the venue. Confined to the feed
 * loop.
 */
final class JoinedBook {
    /** Levels of the first snapshot. */
    static final int SMALL = 100;
    /** Levels of those after it. */
    static final int DEEP = 1000;
    /** With fewer known levels than these a deeper snapshot is wanted. */
    static final int FEW = 400;

    /** For the stream to come to where a snapshot was. */
    private static final long PATIENCE_NS = Duration.ofSeconds(10).toNanos();

    private static final long AHEAD_NS = Duration.ofSeconds(1).toNanos();
    private static final long FIRST_WAIT_NS = Duration.ofSeconds(1).toNanos();
    private static final long LONGEST_WAIT_NS = Duration.ofMinutes(1).toNanos();
    private static final long HEALTHY_NS = Duration.ofSeconds(30).toNanos();

    private final KeptBook kept;
    private final DepthUpdate scratch = new DepthUpdate();

    private final long[] laneSeqs; // of the last message on each lane
    private final boolean[] up; // by lane

    private int lanes; // that are up
    private long seq = DepthUpdate.UNKNOWN; // of the book, while it is not stale
    private long seen = DepthUpdate.UNKNOWN; // the newest number that came, on whatever lane
    private @Nullable DepthLog log; // while a snapshot is asked for, and until one fits
    private boolean asked;
    private boolean outdated; // is what is asked for
    private long joinedNs;
    private long notBeforeNs;
    private long liveSinceNs;
    private int failures;
    private boolean ahead; // something came that the book does not reach to
    private long aheadSinceNs;

    /** @param lanes connections that may bring it */
    JoinedBook(KeptBook kept, int lanes) {
        this.kept = kept;
        laneSeqs = new long[lanes];
        up = new boolean[lanes];
    }

    KeptBook kept() {
        return kept;
    }

    /** A connection brings it from now on, if it did not before. */
    void onUp(int lane) {
        if (!up[lane]) {
            up[lane] = true;
            laneSeqs[lane] = DepthUpdate.UNKNOWN;
            lanes++;
        }
    }

    /** A connection ended, whether it brought it or not yet. */
    void onDown(int lane, long nowNs) {
        if (!up[lane]) {
            return;
        }
        up[lane] = false;
        lanes--;
        if (lanes == 0) {
            seen = DepthUpdate.UNKNOWN;
            fail(BookFault.DISCONNECTED, nowNs);
            log = null;
        }
    }

    /** How many levels of a snapshot are wanted now; 0 for none. */
    int wantedLevels(long nowNs) {
        if (lanes == 0 || asked || nowNs < notBeforeNs) {
            return 0;
        }
        if (kept.isStale()) {
            return SMALL;
        }
        return isShort(kept.levels().bids()) || isShort(kept.levels().asks()) ? DEEP : 0;
    }

    private static boolean isShort(BookSide side) {
        return !side.isWhole() && side.knownDepth() < FEW;
    }

    /** A snapshot is asked for at this moment. */
    void onAsked() {
        asked = true;
        if (log == null) {
            log = new DepthLog();
        }
    }

    /** The venue did not answer with a snapshot. */
    void onRefused(long nowNs) {
        asked = false;
        outdated = false;
        putOff(nowNs);
    }

    /** The venue answered with {@code snapshot}, for which {@code levels} were asked. */
    void onSnapshot(DepthUpdate snapshot, int levels, long receivedNs, long nowNs) {
        asked = false;
        DepthLog since = log;
        if (since == null || lanes == 0) {
            return; // nobody brings what follows on it
        }
        long oldest = since.count() == 0 ? seen : since.firstPrevSeq();
        if (outdated || snapshot.seq < oldest) {
            outdated = false;
            putOff(nowNs); // it is too old; what is kept stays
            return;
        }
        log = null;
        boolean wasStale = kept.isStale();
        seq = snapshot.seq;
        if (!kept.take(snapshot, receivedNs, nowNs)) {
            fail(BookFault.LEVEL, nowNs);
            return;
        }
        kept.levels().knownToHere(levels);
        if (!follow(since, receivedNs, nowNs)) {
            return;
        }
        ahead = false;
        joinedNs = nowNs;
        liveSinceNs = wasStale ? nowNs : liveSinceNs;
        notBeforeNs = levels == SMALL ? nowNs : nowNs + FIRST_WAIT_NS; // a deep one follows on a small one at once
        scratch.clear();
        scratch.instrumentId = kept.instrumentId();
        scratch.seq = seq;
        kept.levels().copyTo(scratch, Integer.MAX_VALUE);
        kept.tell(scratch);
    }

    /** Lets what was kept follow on the snapshot. */
    private boolean follow(DepthLog since, long receivedNs, long nowNs) {
        for (int i = 0; i < since.count(); i++) {
            since.read(i, kept.instrumentId(), scratch);
            if (scratch.seq > seq) {
                seq = scratch.seq;
                if (!kept.take(scratch, receivedNs, nowNs)) {
                    fail(BookFault.LEVEL, nowNs);
                    return false;
                }
            }
        }
        return true;
    }

    /** A message came. */
    void onDepth(int lane, DepthUpdate update, long receivedNs, long nowNs) {
        if (update.seq == DepthUpdate.UNKNOWN || update.prevSeq == DepthUpdate.UNKNOWN) {
            fail(BookFault.LEVEL, nowNs);
            return;
        }
        if (update.seq < laneSeqs[lane]) {
            countAnew(nowNs);
        }
        laneSeqs[lane] = update.seq;
        seen = Math.max(seen, update.seq);
        keep(update, nowNs);
        if (kept.isStale()) {
            return;
        }
        if (update.seq <= seq) {
            if (seen < seq && nowNs - joinedNs > PATIENCE_NS) { // the snapshot was not of this count
                fail(BookFault.GAP, nowNs);
            }
            return;
        }
        if (update.prevSeq > seq) {
            onAhead(nowNs);
            return;
        }
        ahead = false;
        seq = update.seq;
        if (!kept.take(update, receivedNs, nowNs)) {
            fail(BookFault.LEVEL, nowNs);
        } else if (isUnknown(kept.levels().bids()) || isUnknown(kept.levels().asks())) {
            fail(BookFault.GAP, nowNs);
        } else {
            kept.tell(update);
        }
    }

    /** The venue counts from the beginning again: whatever was asked for before is of no use. */
    private void countAnew(long nowNs) {
        Arrays.fill(laneSeqs, DepthUpdate.UNKNOWN);
        seen = DepthUpdate.UNKNOWN;
        outdated = asked;
        if (log != null) {
            log.clear();
        }
        fail(BookFault.GAP, nowNs);
    }

    /** Whether the price went past the end of the snapshot, so that not even the best level is known. */
    private static boolean isUnknown(BookSide side) {
        return !side.isWhole() && side.knownDepth() == 0;
    }

    /** Keeps what will have to follow on the snapshot that is asked for. */
    private void keep(DepthUpdate update, long nowNs) {
        DepthLog since = log;
        if (since == null || (since.count() > 0 && update.seq <= since.lastSeq())) {
            return;
        }
        boolean follows = since.count() == 0 || update.prevSeq <= since.lastSeq();
        if (!follows || !since.add(update, nowNs)) {
            since.clear(); // what comes from here on follows on itself
            since.add(update, nowNs);
        }
    }

    /** Another lane may bring what is missing before; if none does, it is lost. */
    private void onAhead(long nowNs) {
        if (lanes == 1) {
            fail(BookFault.GAP, nowNs);
        } else if (!ahead) {
            ahead = true;
            aheadSinceNs = nowNs;
        }
    }

    private void fail(BookFault fault, long nowNs) {
        if (!kept.isStale() && nowNs - liveSinceNs >= HEALTHY_NS) {
            failures = 0;
        }
        seq = DepthUpdate.UNKNOWN;
        ahead = false;
        kept.lose(fault);
        putOff(nowNs);
    }

    /** The longer, the more often it failed, so that what is always wrong does not cost all requests. */
    private void putOff(long nowNs) {
        long waitNs = failures == 0 ? 0 : FIRST_WAIT_NS << Math.min(failures - 1, 10);
        failures++;
        notBeforeNs = nowNs + Math.min(waitNs, LONGEST_WAIT_NS);
    }

    /** Looks at what only time changes. */
    void onTime(long nowNs) {
        if (!kept.isStale() && kept.isCrossedForLong(nowNs)) {
            fail(BookFault.CROSSED, nowNs);
        } else if (ahead && nowNs - aheadSinceNs > AHEAD_NS) {
            fail(BookFault.GAP, nowNs);
        }
    }
}
