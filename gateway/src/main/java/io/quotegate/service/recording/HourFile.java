package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.ByteWriter;
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
    private final long hour;
    private final Path unfinished;
    private final OutputStream out;

    /** Begins the recording called {@code name}. */
    HourFile(Path directory, String name, long hour) throws IOException {
        this.directory = directory;
        this.name = name;
        this.hour = hour;
        Files.createDirectories(directory);
        unfinished = RecordingNames.unfinished(directory, name);
        out = new Packed(Files.newOutputStream(unfinished));
        out.write(QuoteRows.HEADER);
    }

    /** The hour it is of, counted from the epoch. */
    long hour() {
        return hour;
    }

    void write(ByteWriter row) throws IOException {
        out.write(row.array(), 0, row.length());
    }

    void write(String line) throws IOException {
        out.write((line + '\n').getBytes(UTF_8));
    }

    /** Ends it, and offers it under its own name. */
    void complete() throws IOException {
        out.close();
        Files.move(unfinished, RecordingNames.complete(directory, name), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Quick rather than small: it is written while quotes come. */
    private static final class Packed extends GZIPOutputStream {
        Packed(OutputStream out) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
