package io.quotegate.bench.chaos.run;

import org.jspecify.annotations.Nullable;

/** The first invariant that was broken, if any was. Any thread. */
final class Verdict {
    private @Nullable String broken; // guarded by this

    synchronized void broken(String what) {
        if (broken == null) {
            broken = what;
        }
    }

    /** Null while everything holds. */
    synchronized @Nullable String first() {
        return broken;
    }
}
