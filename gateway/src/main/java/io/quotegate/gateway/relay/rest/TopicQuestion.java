package io.quotegate.gateway.relay.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A question that a stream answers too, to which others may be subscribed. Immutable: any thread.
 *
 * @param source of the streams
 * @param names  of the streams, of which each will do
 * @param levels of a side, where it is a book; rows, where it is trades
 * @param before what stands before the object that a stream tells, in the answer
 * @param after  what stands behind it
 * @param whole  what is asked where streams tell changes only; null where they need nothing
 */
public record TopicQuestion(
        int source,
        List<String> names,
        int levels,
        String before,
        String after,
        @Nullable Whole whole) {
    /** Levels, or rows, that a whole is asked for with: most that most clients ask for. */
    public static final int WHOLE_LEVELS = 1000;

    /** A question for all of it, and what it costs. */
    public record Whole(String target, RestRule rule) {}
}
