package io.quotegate.config;

import java.util.List;

/**
 * Finds the name that a misspelt one was most likely meant to be: the fewest letters inserted, left out, replaced or
 * swapped with their neighbour. Any thread.
 */
final class NearestName {
    private static final int WITHOUT_SECTION = 2; // letters that forgetting the section counts for

    private NearestName() {}

    /**
     * A name there is.
     *
     * @param leaf its last part, by which it is found when the section was forgotten
     */
    record Candidate(String name, String leaf) {}

    /** The nearest of {@code candidates}; the first of equals. */
    static String of(String name, List<Candidate> candidates) {
        String nearest = "";
        int least = Integer.MAX_VALUE;
        for (Candidate candidate : candidates) {
            int distance =
                    Math.min(distance(name, candidate.name()), WITHOUT_SECTION + distance(name, candidate.leaf()));
            if (distance < least) {
                least = distance;
                nearest = candidate.name();
            }
        }
        return nearest;
    }

    /** Optimal string alignment: Levenshtein's distance with swaps. */
    static int distance(String from, String to) {
        int[][] cost = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                cost[i][j] = i == 0 ? j : j == 0 ? i : cheapest(cost, from, to, i, j);
            }
        }
        return cost[from.length()][to.length()];
    }

    private static int cheapest(int[][] cost, String from, String to, int i, int j) {
        char a = from.charAt(i - 1);
        char b = to.charAt(j - 1);
        int replaced = cost[i - 1][j - 1] + (a == b ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1 && j > 1 && a == to.charAt(j - 2) && b == from.charAt(i - 2)) {
            least = Math.min(least, 1 + cost[i - 2][j - 2]);
        }
        return least;
    }
}
