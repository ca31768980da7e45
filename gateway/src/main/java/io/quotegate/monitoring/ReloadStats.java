package io.quotegate.monitoring;

import java.util.concurrent.atomic.LongAdder;

/** Counts what became of configurations that were read again. Any thread. */
public final class ReloadStats {
    /** Nothing was wrong with them. */
    public final LongAdder taken = new LongAdder();
    /** Something was, and nothing changed. */
    public final LongAdder refused = new LongAdder();
}
