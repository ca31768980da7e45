package io.quotegate.config.source;

import java.util.List;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/**
 * Finds the name that a misspelt one was most likely meant to be: the fewest letters inserted, left out, replaced or
 * swapped with their neighbour. Any thread.
 */
public final class NearestName {
    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();
    private static final int WITHOUT_SECTION = 2; // letters that forgetting the section counts for

    private NearestName() {}

    /**
     * A name there is.
     *
     * @param leaf its last part, by which it is found when the section was forgotten
     */
    public record Candidate(String name, String leaf) {}

    /** The nearest of {@code candidates}; the first of equals. */
    public static String of(String name, List<Candidate> candidates) {
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
        return DISTANCE.apply(from, to);
    }
}
