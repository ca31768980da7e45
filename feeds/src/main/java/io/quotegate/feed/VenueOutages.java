package io.quotegate.feed;

import static io.quotegate.market.StatusFlyweight.NO_INSTRUMENT;

import io.quotegate.feed.pair.GroupHealth;
import io.quotegate.feed.pair.SwitchReasons;
import io.quotegate.feed.pair.VenueGroups;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;

/**
 * What it means that a connection to a venue is there, silent or lost, by which certain pairs of the venue come: nothing for
 * the others. Where no pair of the venue comes, the venue is told to be gone; otherwise each pair that does not. Confined to
 * the feed loop.
 */
final class VenueOutages {
    private final FeedArbiter arbiter;

    VenueOutages(FeedArbiter arbiter) {
        this.arbiter = arbiter;
    }

    /**
     * The pairs of {@code group} come: by the first frame of a connection, or the first after a silence. While nothing else of
     * the venue does, that is told of the venue, and of each pair that still does not; otherwise of the group's pairs.
     */
    void onUp(VenueBook book, GroupHealth group, StatusReason reason, long nowNs) {
        boolean ofVenue = !book.isLive();
        boolean ofPairs = !ofVenue && group.hasFailed();
        book.groups().live(group, nowNs);
        if (ofVenue) {
            arbiter.status(StatusType.VENUE_UP, book, NO_INSTRUMENT, reason);
        }
        for (int id = 0; id < arbiter.count(); id++) {
            GroupHealth its = book.health(id);
            if (its == group) {
                if (ofPairs) {
                    arbiter.status(StatusType.RECOVERED, book, id, StatusReason.CONNECTED);
                }
                arbiter.comes(book, id, nowNs);
            } else if (ofVenue && its.hasFailed()) {
                arbiter.status(StatusType.GAP, book, id, SwitchReasons.whyGone(its));
            }
        }
    }

    /** The pairs of {@code group} do not come, but their connection is there. */
    void onStale(VenueBook book, GroupHealth group, long nowNs) {
        boolean wasLive = book.isLive();
        book.groups().stale(group);
        leave(book, group, wasLive, StatusReason.STALE, nowNs);
    }

    /** Their connection is not there, or could not be made. */
    void onDown(VenueBook book, GroupHealth group, StatusReason reason, long nowNs) {
        VenueGroups groups = book.groups();
        boolean ofVenue = groups.isLive() || !groups.hasFailed();
        boolean news = group.isLive() || !group.hasFailed();
        book.down(group);
        if (news) {
            leave(book, group, ofVenue, reason, nowNs);
        }
    }

    /** Of each of the group's pairs it is told, whoever serves it, where others of the venue come. */
    private void leave(VenueBook book, GroupHealth group, boolean ofVenue, StatusReason reason, long nowNs) {
        if (ofVenue && !book.isLive()) {
            arbiter.status(StatusType.VENUE_DOWN, book, NO_INSTRUMENT, reason);
        }
        for (int id = 0; id < arbiter.count(); id++) {
            if (book.health(id) == group) {
                if (book.isLive()) {
                    arbiter.status(StatusType.GAP, book, id, reason);
                }
                arbiter.goes(book, id, nowNs);
            }
        }
    }
}
