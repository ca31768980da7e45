package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recordings that were left unfinished: by a gateway that was killed, or because the disk failed. Confined to the
 * recorder's thread; it blocks.
 */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /** Completes each with the whole lines there are of it; those that have none are deleted. */
    static void complete(Path directory, RecordingListener listener) throws IOException {
        for (Path aside : list(directory, RecordingNames::isAside)) { // the gateway was killed in here
            Files.move(aside, RecordingNames.ofAside(aside), StandardCopyOption.REPLACE_EXISTING);
        }
        for (Path file : list(directory, RecordingNames::isUnfinished)) {
            complete(directory, file, listener);
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

    private static void complete(Path directory, Path file, RecordingListener listener) throws IOException {
        Path aside = RecordingNames.aside(file);
        Files.move(file, aside);
        String name = RecordingNames.ofUnfinished(file.getFileName().toString());
        HourFile mended = new HourFile(directory, name);
        int lines = copy(aside, RecordingNames.kind(name), mended);
        if (mended.isEmpty()) {
            mended.discard();
        } else {
            mended.complete(listener);
        }
        Files.delete(aside);
        LOG.info("{} completed with {} lines", name, lines);
    }

    private static int copy(Path from, RecordingKind kind, HourFile to) throws IOException {
        int lines = 0;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new CutOff(new GZIPInputStream(Files.newInputStream(from))), UTF_8))) {
            in.readLine(); // the header, which is there already
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (kind.isWhole(line)) { // the last may be cut
                    to.write(Long.parseLong(line.substring(0, line.indexOf(','))), line);
                    lines++;
                }
            }
        } catch (EOFException | ZipException | NumberFormatException e) {
            LOG.debug("{} is cut off: {}", from, e.toString());
        }
        return lines;
    }

    /** What was packed and cut off: it ends where it was cut. */
    private static final class CutOff extends FilterInputStream {
        CutOff(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            try {
                return super.read(into, from, length);
            } catch (EOFException | ZipException e) {
                return -1;
            }
        }
    }
}
