package io.quotegate.api;

import io.quotegate.market.book.BookPush;

/**
 * How many levels of each side of a book are served: one of few numbers, so that what is asked for by many is shared.
 * Stateless: any thread.
 */
public final class BookDepth {
    /** Where nothing is said. */
    public static final int USUAL = 20;

    private static final int[] SERVED = {1, 5, 10, 20, 50, 100, 200, BookPush.MAX_DEPTH};

    private BookDepth() {}

    /** How many there are. */
    public static int count() {
        return SERVED.length;
    }

    /** The one at {@code index}; the smallest first. */
    public static int levels(int index) {
        return SERVED[index];
    }

    /** The most levels that are served. */
    public static int most() {
        return SERVED[SERVED.length - 1];
    }

    /** Which one serves those who ask for {@code depth}: the smallest that is not smaller. */
    public static int index(int depth) {
        int index = 0;
        while (SERVED[index] < depth) {
            index++;
        }
        return index;
    }

    /** Whether so many levels can be asked for. */
    static boolean isValid(int depth) {
        return depth >= 1 && depth <= most();
    }

    /** The number that is served to those who ask for {@code depth}. */
    public static Outcome<Integer> served(int depth) {
        return isValid(depth) ? Outcome.of(levels(index(depth))) : Outcome.refused(refusal(String.valueOf(depth)));
    }

    /** The same of what {@code text} spells; nothing is the usual number. */
    public static Outcome<Integer> served(String text) {
        if (text.isEmpty()) {
            return Outcome.of(USUAL);
        }
        return text.matches("[0-9]{1,9}") ? served(Integer.parseInt(text)) : Outcome.refused(refusal(text));
    }

    private static Refusal refusal(String given) {
        return Refusal.badRequest("depth", given, "a whole number from 1 to " + most());
    }
}
