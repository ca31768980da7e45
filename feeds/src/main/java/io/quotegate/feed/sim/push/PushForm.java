package io.quotegate.feed.sim.push;

import java.util.concurrent.TimeUnit;

/** In which form a connection wants its pushes. OKX knows only the first. */
public enum PushForm {
    RAW(false, TimeUnit.MILLISECONDS),
    RAW_MICROSECONDS(false, TimeUnit.MICROSECONDS),
    COMBINED(true, TimeUnit.MILLISECONDS),
    COMBINED_MICROSECONDS(true, TimeUnit.MICROSECONDS);

    private static final PushForm[] VALUES = values();

    private final boolean combined;
    private final TimeUnit timeUnit;

    PushForm(boolean combined, TimeUnit timeUnit) {
        this.combined = combined;
        this.timeUnit = timeUnit;
    }

    public static PushForm of(boolean combined, TimeUnit timeUnit) {
        for (PushForm form : VALUES) {
            if (form.combined == combined && form.timeUnit == timeUnit) {
                return form;
            }
        }
        throw new IllegalArgumentException("timeUnit: " + timeUnit + " (expected: MILLISECONDS or MICROSECONDS)");
    }

    static int count() {
        return VALUES.length;
    }

    /** Whether the stream is named around the payload. */
    public boolean combined() {
        return combined;
    }

    public TimeUnit timeUnit() {
        return timeUnit;
    }
}
