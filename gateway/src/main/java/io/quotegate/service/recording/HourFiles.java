package io.quotegate.service.recording;

import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The recordings of one kind that are being written, one per pair. Confined to the recorder's thread; it blocks. */
final class HourFiles {
    private final Path directory;
    private final RecordingKind kind;
    private final Instruments instruments;
    private final RecordingListener listener;
    private final @Nullable HourFile[] files; // by instrument
    private final long[] hours; // of files, counted from the epoch

    HourFiles(Path directory, RecordingKind kind, Instruments instruments, RecordingListener listener) {
        this.directory = directory;
        this.kind = kind;
        this.instruments = instruments;
        this.listener = listener;
        files = new HourFile[instruments.capacity()];
        hours = new long[instruments.capacity()];
    }

    /**
     * Adds a line of what was received at {@code timeUs}, microseconds since the epoch; the first of an hour completes
     * the recording of the one before. What came late stays with the later hour.
     *
     * @return whether a recording was completed
     */
    boolean write(int id, long timeUs, ByteWriter row) throws IOException {
        long hour = timeUs / RecordingNames.HOUR_US;
        HourFile file = files[id];
        boolean rolls = file != null && hours[id] < hour;
        if (file != null && rolls) {
            complete(id, file);
        }
        if (file == null || rolls) {
            file = HourFile.begin(
                    directory, RecordingNames.of(kind, instruments.byId(id).symbol(), hour));
            files[id] = file;
            hours[id] = hour;
        }
        file.write(timeUs, row);
        return rolls;
    }

    /** Gives the files all lines that were written. */
    void flush() throws IOException {
        for (HourFile file : files) {
            if (file != null) {
                file.flush();
            }
        }
    }

    /** Lets go of all where the disk does not take them; {@link Leftovers} completes what was written. */
    void abandon() {
        for (int id = 0; id < files.length; id++) {
            HourFile file = files[id];
            files[id] = null;
            if (file != null) {
                file.abandon();
            }
        }
    }

    /**
     * Completes the recordings of hours that are over at {@code timeUs}.
     *
     * @param completed takes the name of each
     */
    void completeHours(long timeUs, Consumer<String> completed) throws IOException {
        for (int id = 0; id < files.length; id++) {
            HourFile file = files[id];
            if (file != null && (hours[id] + 1) * RecordingNames.HOUR_US <= timeUs) {
                completed.accept(complete(id, file));
            }
        }
    }

    private String complete(int id, HourFile file) throws IOException {
        files[id] = null;
        return file.complete(listener);
    }
}
