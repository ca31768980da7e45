package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings that were left unfinished: by a gateway that was killed, or because the disk failed. Confined to the
 * recorder's thread; it blocks.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final int PIECE_BYTES = 64; // damage takes the rest of the piece along

    private final Path directory;
    private final RecordingListener listener;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);

    private Leftovers(Path directory, RecordingListener listener) {
        this.directory = directory;
        this.listener = listener;
    }

    /**
     * Completes each with the whole lines there are of it; those that have none are deleted. One that fails does not
     * keep the others from it, and stays for the next time.
     *
     * @throws IOException the first failure
     */
    static void complete(Path directory, RecordingListener listener) throws IOException {
        for (Path copy : list(directory, RecordingNames::isMended)) { // the gateway was killed in here
            Files.delete(copy);
        }
        Leftovers leftovers = new Leftovers(directory, listener);
        IOException first = null;
        for (Path file : list(directory, RecordingNames::isUnfinished)) {
            try {
                leftovers.complete(file);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static List<Path> list(Path directory, Predicate<String> name) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (name.test(file.getFileName().toString())) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void complete(Path file) throws IOException {
        String name = RecordingNames.ofUnfinished(file.getFileName().toString());
        String columns = columns(file, RecordingNames.kind(name));
        HourFile mended = HourFile.mend(directory, name, columns);
        try {
            int lines = copy(file, commas(columns), mended);
            if (mended.isEmpty()) {
                mended.discard();
                Files.delete(file);
            } else {
                mended.complete(file, listener);
            }
            LOG.info("{} completed with {} lines", name, lines);
        } catch (ZipException e) {
            keepDamaged(file, name, mended, e);
        } catch (IOException e) {
            mended.abandon();
            throw e;
        }
    }

    /** Offers what can be read, and keeps the whole beside it: what follows may hold lines. */
    private void keepDamaged(Path file, String name, HourFile mended, ZipException why) throws IOException {
        Path damaged = RecordingNames.damaged(directory, name);
        Files.move(file, damaged);
        if (mended.isEmpty()) {
            mended.discard();
        } else {
            mended.complete(listener);
        }
        LOG.warn(
                "{} is damaged: {}. What can be read is offered, all of it kept in {}",
                name,
                why.getMessage(),
                damaged);
    }

    /** The columns of what was left, which another version may have written. */
    private String columns(Path file, RecordingKind kind) {
        try (InputStream in = open(file)) {
            String first = readLine(in);
            return first != null && first.startsWith(RecordingKind.FIRST_COLUMN) ? first : kind.columns();
        } catch (IOException e) {
            return kind.columns(); // no line of it can be read
        }
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(new GZIPInputStream(Files.newInputStream(file)), PIECE_BYTES);
    }

    private static long commas(String line) {
        return line.chars().filter(c -> c == ',').count();
    }

    /** Copies the whole lines, of so many commas, up to where it was cut off. */
    private int copy(Path from, long commas, HourFile to) throws IOException {
        int lines = 0;
        try (InputStream in = open(from)) {
            readLine(in); // the header, which is there already
            for (String row = readLine(in); row != null; row = readLine(in)) {
                if (commas(row) == commas) {
                    to.write(Long.parseLong(row.substring(0, row.indexOf(','))), row);
                    lines++;
                }
            }
        } catch (EOFException e) {
            LOG.debug("{} is cut off: {}", from, e.toString());
        } catch (NumberFormatException e) {
            throw new ZipException("a line that does not begin with a time: " + e.getMessage());
        }
        return lines;
    }

    /** The next line; null where none ends any more: half a number is another number. */
    private @Nullable String readLine(InputStream in) throws IOException {
        line.reset();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString(UTF_8);
            }
            line.write(next);
        }
        return null;
    }
}
