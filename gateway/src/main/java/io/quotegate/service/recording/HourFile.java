package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** One recording while it is written: hidden until it is complete. Confined to the recorder's thread; it blocks. */
final class HourFile {
    private static final int BUFFER_BYTES = 32 * 1024;

    private final Path directory;
    private final String name;
    private final Path unfinished;
    private final OutputStream out;

    private long fromUs = Long.MAX_VALUE;
    private long toUs = Long.MIN_VALUE;

    /** Begins the recording that will be called {@code name}, which tells its kind. */
    HourFile(Path directory, String name) throws IOException {
        this.directory = directory;
        this.name = name;
        Files.createDirectories(directory);
        unfinished = RecordingNames.unfinished(directory, name);
        out = new Packed(Files.newOutputStream(unfinished));
        out.write(RecordingNames.kind(name).header());
    }

    /** Adds a line of what was received at {@code timeUs}, microseconds since the epoch. */
    void write(long timeUs, ByteWriter row) throws IOException {
        out.write(row.array(), 0, row.length());
        covers(timeUs);
    }

    /** The same with a line that does not end yet. */
    void write(long timeUs, String line) throws IOException {
        out.write((line + '\n').getBytes(UTF_8));
        covers(timeUs);
    }

    private void covers(long timeUs) {
        fromUs = Math.min(fromUs, timeUs);
        toUs = Math.max(toUs, timeUs);
    }

    /** Whether no line was written. */
    boolean isEmpty() {
        return fromUs > toUs;
    }

    /** Ends it, offers it under its own name and tells {@code listener}. */
    void complete(RecordingListener listener) throws IOException {
        out.close();
        Path complete = RecordingNames.complete(directory, name);
        Files.move(unfinished, complete, StandardCopyOption.ATOMIC_MOVE);
        listener.onCompleted(complete.getFileName().toString(), fromUs, toUs, Files.size(complete));
    }

    /** Ends it without offering it. */
    void discard() throws IOException {
        out.close();
        Files.delete(unfinished);
    }

    /** Lets go of it unfinished. */
    void abandon() {
        try {
            out.close();
        } catch (IOException e) {
            // The disk failed before, which was reported.
        }
    }

    /** Quick rather than small: it is written while quotes come. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
