package io.quotegate.ring;

import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a reader that sleeps in its event loop, at most once however many quotes arrive before it reads.
 *
 * <p>{@link #ring()} may be called from any thread after it has published; {@code onRing} runs on the reader's executor.
 * It may read at once or put it off; whenever the reader does read, it calls {@link #rearm()} first, and then reads all
 * there is or sees to it that the rest is read later. {@code bench}'s {@code DoorbellStress} proves that no quote waits
 * unread.
 */
public final class Doorbell {
    private final AtomicBoolean ringing = new AtomicBoolean();
    private final Executor reader;
    private final Runnable onRing;

    public Doorbell(Executor reader, Runnable onRing) {
        this.reader = reader;
        this.onRing = onRing;
    }

    /** Something was published; false if the reader cannot be woken now. Never throws. */
    public boolean ring() {
        // Orders the publish before the look at the flag. With a release store alone the two could swap, and a reader
        // that had just finished reading would sleep on an unread quote.
        VarHandle.fullFence();
        if (!ringing.getOpaque() && ringing.compareAndSet(false, true)) {
            try {
                reader.execute(onRing);
            } catch (RuntimeException | Error e) { // it ends, or there is no memory for the task
                ringing.set(false);
                return false;
            }
        }
        return true;
    }

    /** What is published from now on rings again. To be called by the reader before it reads. */
    public void rearm() {
        ringing.set(false); // a full fence as well: orders the flag before the reads that follow
    }
}
