package io.quotegate.api;

import org.jspecify.annotations.Nullable;

/**
 * One round that was won. Immutable: any thread.
 *
 * @param number  that was to be guessed
 * @param guesses of all players in the round
 * @param timeUs  microseconds since the epoch
 */
public record GameWin(String name, int number, long guesses, long timeUs) {
    private static final int USUALLY_LISTED = 20;
    private static final int MOST_LISTED = 1000;

    /** The request for as many as {@code limit} says, see {@link #listed}, or what is wrong with it. */
    public static ClientRequest request(@Nullable String id, String limit) {
        return listed(limit)
                .fold(count -> new ClientRequest.Winners(id, count), refusal -> new ClientRequest.Invalid(id, refusal));
    }

    /** How many are listed where {@code limit} is given, in decimal digits: 1 to 1000, or empty for 20. */
    public static Outcome<Integer> listed(String limit) {
        return Outcome.count("limit", limit, USUALLY_LISTED, MOST_LISTED);
    }
}
