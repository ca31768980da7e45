package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    private boolean flushed = true; // all that was written is in the file

    private HourFile(Path directory, String name, String columns, Path unfinished, OpenOption how) throws IOException {
        this.directory = directory;
        this.name = name;
        this.unfinished = unfinished;
        out = new Packed(Files.newOutputStream(unfinished, how, StandardOpenOption.WRITE));
        out.write((columns + '\n').getBytes(UTF_8));
    }

    /** Begins the recording that will be called {@code name}, which tells its kind. */
    static HourFile begin(Path directory, String name) throws IOException {
        Files.createDirectories(directory);
        Path unfinished = RecordingNames.unfinished(directory, name);
        String columns = RecordingNames.kind(name).columns();
        return new HourFile(directory, name, columns, unfinished, StandardOpenOption.CREATE_NEW); // over nothing left
    }

    /** Begins a copy of what was left of the recording {@code name}, which has these columns. */
    static HourFile mend(Path directory, String name, String columns) throws IOException {
        Path mended = RecordingNames.mended(directory, name);
        return new HourFile(directory, name, columns, mended, StandardOpenOption.CREATE);
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
        flushed = false;
        fromUs = Math.min(fromUs, timeUs);
        toUs = Math.max(toUs, timeUs);
    }

    /** Whether no line was written. */
    boolean isEmpty() {
        return fromUs > toUs;
    }

    /** Gives the file all lines that were written: they outlive the process from here on. */
    void flush() throws IOException {
        if (!flushed) {
            out.flush();
            flushed = true;
        }
    }

    /** Ends it, offers it under its own name, which it returns, and tells {@code listener}. */
    String complete(RecordingListener listener) throws IOException {
        return complete(unfinished, listener);
    }

    /** The same for a copy, which takes the place of {@code copied} in one step: no line is in two recordings. */
    String complete(Path copied, RecordingListener listener) throws IOException {
        out.close();
        if (!copied.equals(unfinished)) {
            Files.move(unfinished, copied, StandardCopyOption.ATOMIC_MOVE);
        }
        Path complete = RecordingNames.complete(directory, name);
        Files.move(copied, complete, StandardCopyOption.ATOMIC_MOVE);
        String offered = complete.getFileName().toString();
        listener.onCompleted(offered, fromUs, toUs, Files.size(complete));
        return offered;
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
            super(out, BUFFER_BYTES, true);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
