package io.quotegate.feed.pair;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * Which pairs of a venue come by the same connection, as a connection carries so many and no more. A pair stays where it is,
 * and one that is new goes to the first group that has room, so that connections are not torn down because pairs change.
 * Confined to the feed loop.
 */
public final class PairGroups {
    private final int most; // pairs of a group
    private final List<List<Instrument>> groups = new ArrayList<>();
    private List<Instrument> all = List.of();

    /** @param most pairs of a group */
    public PairGroups(List<Instrument> pairs, int most) {
        this.most = most;
        relist(new Instruments.Change(pairs, List.of()));
    }

    /** The venue has other pairs than before; what that is for each group. */
    public IntFunction<Instruments.Change> relist(Instruments.Change change) {
        List<List<Instrument>> before = groups.stream().map(List::copyOf).toList();
        for (Instrument pair : change.removed()) {
            groups.forEach(group -> group.removeIf(each -> each.id() == pair.id()));
        }
        change.added().forEach(pair -> groupWithRoom().add(pair));
        all = groups.stream().flatMap(List::stream).toList();
        return number -> {
            List<Instrument> had = number < before.size() ? before.get(number) : List.of();
            List<Instrument> has = groups.get(number);
            return new Instruments.Change(without(has, had), without(had, has));
        };
    }

    private static List<Instrument> without(List<Instrument> pairs, List<Instrument> others) {
        Set<Instrument> left = Set.copyOf(others);
        return pairs.stream().filter(pair -> !left.contains(pair)).toList();
    }

    private List<Instrument> groupWithRoom() {
        for (List<Instrument> group : groups) {
            if (group.size() < most) {
                return group;
            }
        }
        List<Instrument> group = new ArrayList<>();
        groups.add(group);
        return group;
    }

    /** How many groups there are; some may have no pairs any more. */
    public int count() {
        return groups.size();
    }

    /** The pairs of a group. */
    public List<Instrument> of(int number) {
        return List.copyOf(groups.get(number));
    }

    /** The pairs of all groups. */
    public List<Instrument> all() {
        return all;
    }
}
