package io.quotegate.transport;

import java.util.Locale;

/** What an event loop does when there is nothing to do. */
public enum LoopKind {
    /** Sleep until the kernel or another thread wakes it. */
    WAIT,
    /** Ask again, without end. */
    SPIN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Lower-case spelling, the one of the configuration. */
    public String wireName() {
        return wireName;
    }
}
