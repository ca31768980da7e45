package io.quotegate.feed.sim.replay;

import io.quotegate.text.FailureText;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a recording on a thread of its own, a little ahead of where it is played, so that the venue's loop never waits
 * for the disk. {@link #peek} and {@link #take} are for one thread, the venue's loop.
 */
public final class ReadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);
    private static final int CAPACITY = 1024;

    private final RecordingSummary recording;
    private final BlockingQueue<TimedMessage> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;

    // Volatile: set by the reading thread behind its last message, so that a loop which sees it and then finds the
    // queue empty has seen all.
    private volatile boolean finished;

    public ReadAhead(RecordingSummary recording) {
        this.recording = recording;
        thread = new Thread(this::read, "sim-replay");
        thread.setDaemon(true);
    }

    public ReadAhead start() {
        thread.start();
        return this;
    }

    private void read() {
        try (RecordingReader reader = recording.open()) {
            for (TimedMessage message = reader.next(); message != null; message = reader.next()) {
                queue.put(message);
            }
        } catch (IOException e) {
            LOG.warn("{}: cannot be read any further: {}", recording.file(), FailureText.of(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed while there was more to read
        }
        finished = true;
    }

    /** The next message, which stays; null if there is none yet, or none any more. */
    @Nullable
    TimedMessage peek() {
        return queue.peek();
    }

    /** Removes the message that {@link #peek} showed. */
    void take() {
        queue.remove();
    }

    /** Whether all was taken. */
    boolean isFinished() {
        return finished && queue.isEmpty();
    }

    /** Stops reading. Any thread. */
    void close() {
        thread.interrupt();
    }
}
