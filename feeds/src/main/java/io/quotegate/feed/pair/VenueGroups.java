package io.quotegate.feed.pair;

import java.util.Arrays;

/**
 * By which connection each pair of a venue comes, and so how it is. The venue is live while any group of pairs is. Confined to
 * the feed loop.
 */
public final class VenueGroups {
    private final GroupHealth first = new GroupHealth();
    private final GroupHealth absent = new GroupHealth(); // of pairs that no connection is to bring

    private GroupHealth[] healths = {}; // by pair
    private int live; // groups
    private boolean hasFailed;

    /** There are {@code count} pairs now, of which those that are new come by no connection. */
    public void know(int count) {
        int known = healths.length;
        healths = Arrays.copyOf(healths, count);
        Arrays.fill(healths, Math.min(known, count), count, absent);
    }

    /** Those pairs that come by the connection that is made first. */
    public GroupHealth first() {
        return first;
    }

    /** Those that a pair comes with. */
    public GroupHealth of(int id) {
        return healths[id];
    }

    /** A pair comes by the connection of {@code group} from now on. */
    public void join(int id, GroupHealth group) {
        healths[id] = group;
    }

    /** No connection is to bring a pair any more. */
    public void leave(int id) {
        healths[id] = absent;
    }

    /** Whether any group is live. */
    public boolean isLive() {
        return live > 0;
    }

    /** Whether any group has failed in this process. */
    public boolean hasFailed() {
        return hasFailed;
    }

    /** The pairs of {@code group} come. */
    public void live(GroupHealth group, long nowNs) {
        live += group.isLive() ? 0 : 1;
        group.live(nowNs);
    }

    /** They do not, although there is a connection. */
    public void stale(GroupHealth group) {
        live -= group.isLive() ? 1 : 0;
        group.stale();
        hasFailed = true;
    }

    /** There is none. */
    public void down(GroupHealth group) {
        live -= group.isLive() ? 1 : 0;
        group.down();
        hasFailed = true;
    }
}
