package io.quotegate.bench.chaos.fault;

import java.util.Locale;

/**
 * Something that is made to fail.
 *
 * @param atMs   since the beginning
 * @param forMs  how long it lasts; its end leaves the target whole again
 * @param choice a random number, for what a kind can be like
 */
public record Fault(long atMs, Target target, FaultKind kind, long forMs, int choice) {
    /** When the target is whole again. */
    public long endMs() {
        return atMs + forMs;
    }

    /** A line for people. */
    @Override
    public String toString() {
        String what = kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return String.format(
                Locale.ROOT, "%8.3f s  %-10s %-15s for %.3f s  (%d)", atMs / 1e3, target, what, forMs / 1e3, choice);
    }
}
