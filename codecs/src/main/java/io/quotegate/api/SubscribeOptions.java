package io.quotegate.api;

import io.quotegate.text.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * How a subscription is served, beside its mode. Immutable: any thread.
 *
 * @param partial    whether pairs that cannot be had are told, and the others served
 * @param intervalMs least time between two pushes of one pair; 0 to have them as they come
 * @param format     what pushes are written in; null for what is usual on the connection
 * @param depth      most levels of each side of a book, as they are served
 * @param history    closed candles of each pair to begin with
 * @param resume     what the client had already, if it was here before; null if it was not
 */
public record SubscribeOptions(
        boolean partial,
        int intervalMs,
        @Nullable PushFormat format,
        int depth,
        int history,
        @Nullable Resume resume) {
    /** As they come, all or none. */
    public static final SubscribeOptions NONE = new SubscribeOptions(false, 0, null, BookDepth.USUAL, 0, null);

    private static final int LEAST_MS = 100;
    private static final int MOST_MS = 3_600_000;
    private static final int MOST_HISTORY = 24 * 60; // a day of minutes, as in an answer
    /** Up to so many milliseconds an interval is a multiple of the number beside it. */
    private static final int[][] STEPS = {{1_000, 50}, {10_000, 500}, {60_000, 1_000}, {MOST_MS, 60_000}};

    /** Options with the shortest interval there is that is not shorter than {@code intervalMs}: so few that they are shared. */
    public static SubscribeOptions of(boolean partial, int intervalMs) {
        int step = 1;
        for (int i = STEPS.length - 1; i >= 0 && intervalMs <= STEPS[i][0]; i--) {
            step = STEPS[i][1];
        }
        boolean rounded = intervalMs >= LEAST_MS && intervalMs <= MOST_MS;
        return new SubscribeOptions(
                partial, rounded ? (intervalMs + step - 1) / step * step : intervalMs, null, BookDepth.USUAL, 0, null);
    }

    /** The same with pushes in {@code newFormat}. */
    public SubscribeOptions in(@Nullable PushFormat newFormat) {
        return new SubscribeOptions(partial, intervalMs, newFormat, depth, history, resume);
    }

    /** The same with books of {@code newDepth}, one of those served. */
    public SubscribeOptions deep(int newDepth) {
        return new SubscribeOptions(partial, intervalMs, format, newDepth, history, resume);
    }

    /** The same beginning with so many closed candles of each pair. */
    public SubscribeOptions after(int closed) {
        return new SubscribeOptions(partial, intervalMs, format, depth, closed, resume);
    }

    /** The same going on where the client was. */
    public SubscribeOptions resuming(@Nullable Resume from) {
        return new SubscribeOptions(partial, intervalMs, format, depth, history, from);
    }

    /** The number of candles that {@code text} spells; -1, which is none that can be had, if it spells none. */
    public static int history(String text) {
        return text.matches("[1-9][0-9]{0,8}") ? Integer.parseInt(text) : -1;
    }

    /** Why so many candles of each of {@code pairs} cannot be had; null if they can. */
    public @Nullable Refusal tooLong(int pairs) {
        return (long) pairs * history <= MOST_HISTORY
                ? null
                : Refusal.badRequest("history: " + history + " of each of " + pairs + " pairs (expected: at most "
                        + MOST_HISTORY + " candles in all)");
    }

    /** The interval that {@code text} spells, in milliseconds; -1, which is none that is served, if it spells none. */
    public static int intervalMs(String text) {
        try {
            long ms = DurationText.parse(text).toMillis();
            return ms > 0 ? (int) Math.min(ms, Integer.MAX_VALUE) : -1;
        } catch (IllegalArgumentException e) {
            return -1;
        }
    }

    /** What is wrong with them for {@code channel} in {@code mode}; null if nothing is. */
    @Nullable
    String problem(PushChannel channel, DeliveryMode mode) {
        if (format != null && !format.has(channel)) {
            return format.problem(channel);
        }
        String resumeProblem = resume == null ? null : resumeProblem(channel, resume);
        if (resumeProblem != null) {
            return resumeProblem;
        }
        if (history < 0 || history > MOST_HISTORY) {
            return "history (expected: 1.." + MOST_HISTORY + ')';
        }
        if (history > 0 && channel != PushChannel.CANDLES) {
            return "history, of " + channel.wireName() + " (expected: of candles)";
        }
        if (intervalMs == 0) {
            return null;
        }
        if (intervalMs < LEAST_MS || intervalMs > MOST_MS) {
            return "interval (expected: 100ms..1h)";
        }
        if (!channel.isOfPairs()) {
            return "interval, of " + channel.wireName() + " (expected: of quotes, trades, books or candles)";
        }
        return mode == DeliveryMode.ALL ? "interval, beside mode all (expected: latest)" : null;
    }

    private static @Nullable String resumeProblem(PushChannel channel, Resume resume) {
        return channel.isOfPairs()
                ? resume.problem()
                : "resume, of " + channel.wireName() + " (expected: of quotes, trades, books or candles)";
    }
}
