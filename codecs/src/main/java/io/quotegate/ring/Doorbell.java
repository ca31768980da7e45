package io.quotegate.ring;

import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Wakes a reader that sleeps in its event loop, at most once however many quotes arrive before it runs.
 *
 * <p>{@link #ring()} may be called from any thread after it has published; {@code onRing} runs on the reader's executor
 * and must drain all there is, or see to it that the rest is drained later. {@code bench}'s {@code DoorbellStress}
 * proves that no quote waits unread.
 */
public final class Doorbell {
    private final AtomicBoolean ringing = new AtomicBoolean();
    private final Executor reader;
    private final Runnable answer;

    public Doorbell(Executor reader, Runnable onRing) {
        this.reader = reader;
        this.answer = () -> {
            ringing.set(false); // before draining: a later publish must ring again
            onRing.run();
        };
    }

    public void ring() {
        // Orders the publish before the look at the flag. With a release store alone the two could swap, and a reader
        // that had just finished draining would sleep on an unread quote.
        VarHandle.fullFence();
        if (!ringing.getOpaque() && ringing.compareAndSet(false, true)) {
            reader.execute(answer);
        }
    }
}
