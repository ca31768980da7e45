package io.quotegate.feed.pair;

import io.quotegate.market.StatusReason;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Why a pair should be served from another venue than it is. Confined to the feed loop. */
public final class SwitchReasons {
    private final List<? extends Candidate> books; // the best first
    private final long pairStaleAfterNs;
    private final long failBackAfterNs;
    private final boolean[] wentSilent; // by instrument: the better venue lost it by silence, or by quotes not believed

    /** A venue that may serve. */
    public interface Candidate {
        VenuePair pair(int instrumentId);

        /** How it is, as far as that pair goes. */
        GroupHealth health(int instrumentId);
    }

    /** @param books the best first, to be filled by others */
    public SwitchReasons(
            List<? extends Candidate> books, Duration pairStaleAfter, Duration failBackAfter, int instruments) {
        this.books = books;
        pairStaleAfterNs = pairStaleAfter.toNanos();
        failBackAfterNs = failBackAfter.toNanos();
        wentSilent = new boolean[instruments];
    }

    /** Why the venue numbered {@code current}, negative for none, does not serve a pair any more. */
    public StatusReason toLeave(int current, int id) {
        if (current < 0) {
            return StatusReason.PREFERRED; // the first: nobody is told
        }
        StatusReason doubt = books.get(current).pair(id).doubt();
        GroupHealth health = books.get(current).health(id);
        return health.isLive() && doubt != null ? doubt : whyGone(health);
    }

    /** Why pairs do not come that did. */
    public static StatusReason whyGone(GroupHealth health) {
        return health.now() == VenueHealth.STALE ? StatusReason.STALE : StatusReason.DISCONNECTED;
    }

    /** Why the venue numbered {@code candidate} is to be preferred to {@code current}, which serves too; null if it is not. */
    public @Nullable StatusReason toPrefer(int candidate, int current, int id, long nowNs) {
        Candidate better = books.get(candidate);
        VenuePair pair = better.pair(id);
        GroupHealth health = better.health(id);
        if (candidate > current) {
            return isSilent(books.get(current).pair(id), pair, nowNs) ? StatusReason.PAIR_STALE : null;
        }
        if (!health.hasFailed() && !wentSilent[id]) {
            return StatusReason.PREFERRED;
        }
        boolean venueHealthy = nowNs - health.healthySinceNs() >= failBackAfterNs;
        boolean pairHealthy = !wentSilent[id]
                || (nowNs - pair.updatedNs() < pairStaleAfterNs && nowNs - pair.movingSinceNs() >= failBackAfterNs);
        return venueHealthy && pairHealthy ? StatusReason.FAIL_BACK : null;
    }

    private boolean isSilent(VenuePair current, VenuePair standby, long nowNs) {
        return nowNs - current.updatedNs() >= pairStaleAfterNs
                && standby.changedNs() > current.updatedNs()
                && nowNs - standby.changedNs() < pairStaleAfterNs;
    }

    /** A pair was switched. */
    public void switched(int id, StatusReason reason) {
        wentSilent[id] = reason == StatusReason.PAIR_STALE
                || reason == StatusReason.TRADES_DISAGREE
                || reason == StatusReason.NO_DATA;
    }

    /** A pair is not served any more. */
    public void forget(int id) {
        wentSilent[id] = false;
    }
}
