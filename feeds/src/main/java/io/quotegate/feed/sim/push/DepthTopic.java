package io.quotegate.feed.sim.push;

import io.quotegate.market.DepthUpdate;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A topic that tells of a book.
 *
 * @param levels how many of each side it knows
 * @param told   what it tells of them
 * @param every  how often, where anything changed
 * @param idle   after how long without a change it says so; zero for never
 * @param writer of its messages
 */
public record DepthTopic(String name, int levels, Told told, Duration every, Duration idle, Writer writer) {
    /** What a topic tells. */
    public enum Told {
        /** How the levels that it knows differ from those told before; what left them is told to be gone. */
        DIFFERENCES,
        /** How it stands wherever something was changed, even if that is as before. */
        CHANGES,
        /** All levels that it knows. */
        BEST
    }

    /** Writes one message. */
    @FunctionalInterface
    public interface Writer {
        /**
         * Writes what is told.
         *
         * @param book makes what that makes of the book: all levels that the topic knows
         */
        void write(ByteWriter out, PushForm form, DepthUpdate told, Supplier<DepthUpdate> book);
    }
}
