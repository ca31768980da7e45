package io.quotegate.auth;

import java.util.concurrent.atomic.LongAdder;

/** Counts what became of tokens. Any thread. */
public final class TokenStats {
    /** What was not answered because nobody valid asked. */
    public final LongAdder unauthenticated = new LongAdder();
    /** What was not answered because the right was missing. */
    public final LongAdder forbidden = new LongAdder();
    /** Times that a changed file was taken up. */
    public final LongAdder reloads = new LongAdder();
    /** Times that one could not be used. */
    public final LongAdder reloadFailures = new LongAdder();

    volatile int count; // of valid tokens, for a gauge: orders nothing

    /** How many tokens are valid. */
    public int count() {
        return count;
    }
}
