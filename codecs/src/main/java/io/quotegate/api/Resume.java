package io.quotegate.api;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client had of a channel when it was cut off, so that it can be told what it missed. Immutable: any thread.
 *
 * @param instance the run of the feed that its numbers are of
 * @param seq      of each pair, as the client spells it, the number of what it had last
 * @param number   in place of these: it had everything up to what is numbered so; {@link #NO_NUMBER} where they are given
 */
public record Resume(String instance, Map<String, Long> seq, long number) {
    /** Where numbers of pairs are given. */
    public static final long NO_NUMBER = -1;

    /** Most pairs in one, some more than are ever served. */
    public static final int MOST_PAIRS = 10_000;

    private static final int LONGEST_INSTANCE = 128;

    /** What becomes of it. */
    public enum Outcome {
        /** It was not asked for. */
        NONE,
        /** What was missed follows, all of it and once. For all others snapshots are in its place. */
        RECOVERED,
        /** The numbers are of another run of the feed. */
        INSTANCE,
        /** Some of it is not kept any more. */
        GONE,
        /** There have been no such numbers yet, and none that are soon to come from a feed node. */
        AHEAD,
        /** It has no place in what is asked for: at an interval only the newest is told. */
        UNSUITED;

        private final String wireName = name().toLowerCase(Locale.ROOT);

        public String wireName() {
            return wireName;
        }
    }

    /** By the numbers of pairs. */
    public Resume(String instance, Map<String, Long> seq) {
        this(instance, seq, NO_NUMBER);
    }

    /**
     * What the id of an event says, which is the instance, a colon and a number; null if it is none of ours.
     *
     * @param id as a client sends it that comes back
     */
    public static @Nullable Resume ofEventId(String id) {
        int colon = id.lastIndexOf(':');
        String digits = id.substring(colon + 1);
        return colon > 0 && colon <= LONGEST_INSTANCE && digits.matches("[0-9]{1,18}")
                ? new Resume(id.substring(0, colon), Map.of(), Long.parseLong(digits))
                : null;
    }

    /** What is wrong with it; null if nothing is. */
    @Nullable
    String problem() {
        if (instance.isEmpty() || instance.length() > LONGEST_INSTANCE) {
            return "resume.instance (expected: what the answer to a subscription says)";
        }
        if (seq.size() > MOST_PAIRS) {
            return "resume.seq (expected: at most " + MOST_PAIRS + " pairs)";
        }
        return seq.values().stream().anyMatch(number -> number < 0) ? "resume.seq (expected: numbers from 0)" : null;
    }
}
