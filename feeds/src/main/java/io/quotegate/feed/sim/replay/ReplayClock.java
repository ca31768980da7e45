package io.quotegate.feed.sim.replay;

/**
 * How far a replay has come, and the venue's time there. It runs as many times faster than the machine's as the replay
 * does, stands still before the first message, behind the last one and while the replay is held back, and is never
 * behind the venue's time in a message that was played. Confined to the venue's loop.
 */
public final class ReplayClock {
    private final double speed;
    private final long endNs;

    private long positionNs; // recorder's time
    private long offsetNs; // from there to the venue's time
    private long lastNs; // monotonic
    private boolean running;

    public ReplayClock(RecordingSummary recording, double speed) {
        this.speed = speed;
        positionNs = recording.startNs();
        endNs = recording.endNs();
        offsetNs = recording.offsetNs();
    }

    /** Moves on to {@code nowNs}, the machine's monotonic time. */
    void advance(long nowNs) {
        if (running) {
            double stepNs = (nowNs - lastNs) * speed;
            positionNs = stepNs >= endNs - positionNs ? endNs : positionNs + (long) stepNs;
        }
        running = true;
        lastNs = nowNs;
    }

    /** Goes no further than {@code timeNs} for now. */
    void holdAt(long timeNs) {
        positionNs = Math.min(positionNs, timeNs);
    }

    /** A message was played that tells the venue's time. */
    void played(TimedMessage message) {
        long eventNs = message.message().eventTimeNs();
        if (eventNs > 0) {
            offsetNs = Math.max(offsetNs, eventNs - message.timeNs());
        }
    }

    /** The recorder's time that was reached. */
    long positionNs() {
        return positionNs;
    }

    /** The venue's time, nanoseconds since the epoch. */
    public long epochNs() {
        return positionNs + offsetNs;
    }
}
