package io.quotegate.service.conversion;

import io.quotegate.service.conversion.PathStep.Direction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Currencies and the pairs between them. How far each is from each other is found once, so that looking a path up costs
 * a walk along it. Immutable: any thread.
 *
 * <p>A path is one of the fewest pairs. Of several, it is found from the currency first in the alphabet, by taking in
 * each currency the pair listed first that leads nearer; so there and back go by the same pairs.
 */
final class CurrencyGraph {
    private static final short UNREACHABLE = Short.MAX_VALUE;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<List<Exit>> exits = new ArrayList<>(); // by currency, in the order of the pairs
    private final short[][] distances; // in pairs, from each currency to each

    /** A way out of a currency. */
    private record Exit(PathStep step, int to) {}

    /** @param pairs in order of preference */
    CurrencyGraph(List<? extends PricedPair> pairs) {
        for (PricedPair pair : pairs) {
            int base = number(pair.base());
            int quote = number(pair.quote());
            exits.get(base).add(new Exit(new PathStep(pair, Direction.BASE_TO_QUOTE), quote));
            exits.get(quote).add(new Exit(new PathStep(pair, Direction.QUOTE_TO_BASE), base));
        }
        distances = new short[exits.size()][];
        Arrays.setAll(distances, this::distancesFrom);
    }

    private int number(String currency) {
        Integer known = numbers.putIfAbsent(currency, exits.size());
        if (known != null) {
            return known;
        }
        exits.add(new ArrayList<>());
        return exits.size() - 1;
    }

    /** Breadth first: every currency is met the first time by one of the fewest pairs. */
    private short[] distancesFrom(int start) {
        short[] found = new short[exits.size()];
        Arrays.fill(found, UNREACHABLE);
        found[start] = 0;
        ArrayDeque<Integer> reached = new ArrayDeque<>(List.of(start));
        for (Integer at = reached.poll(); at != null; at = reached.poll()) {
            for (Exit exit : exits.get(at)) {
                if (found[exit.to()] == UNREACHABLE) {
                    found[exit.to()] = (short) (found[at] + 1);
                    reached.add(exit.to());
                }
            }
        }
        return found;
    }

    /** Whether any pair has {@code currency}. */
    boolean knows(String currency) {
        return numbers.containsKey(currency);
    }

    /** The steps from one known currency to another, none from one to itself; null if no pairs lead there. */
    @Nullable
    List<PathStep> path(String from, String to) {
        if (from.compareTo(to) <= 0) {
            return walk(from, to);
        }
        List<PathStep> back = walk(to, from);
        if (back != null) {
            Collections.reverse(back);
            back.replaceAll(PathStep::reversed);
        }
        return back;
    }

    private @Nullable List<PathStep> walk(String from, String to) {
        int at = numberOf(from);
        short[] toTarget = distances[numberOf(to)]; // as far there as back
        if (toTarget[at] == UNREACHABLE) {
            return null;
        }
        List<PathStep> path = new ArrayList<>(toTarget[at]);
        while (toTarget[at] > 0) {
            Exit exit = nearer(at, toTarget);
            path.add(exit.step());
            at = exit.to();
        }
        return path;
    }

    private int numberOf(String currency) {
        Integer number = numbers.get(currency);
        if (number == null) {
            throw new IllegalArgumentException("currency: " + currency + " (expected: a known one)");
        }
        return number;
    }

    private Exit nearer(int at, short[] toTarget) {
        for (Exit exit : exits.get(at)) {
            if (toTarget[exit.to()] < toTarget[at]) {
                return exit;
            }
        }
        throw new IllegalStateException("a distance without a path");
    }
}
