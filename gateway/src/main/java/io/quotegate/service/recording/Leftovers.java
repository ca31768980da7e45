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
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Recordings that a gateway that was killed has left unfinished. Confined to the recorder's thread; it blocks. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

    private Leftovers() {}

    /** Completes each with the whole lines there are of it. */
    static void complete(Path directory) throws IOException {
        List<Path> unfinished = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (RecordingNames.isUnfinished(file.getFileName().toString())) {
                    unfinished.add(file);
                }
            }
        }
        for (Path file : unfinished) {
            complete(directory, file);
        }
    }

    private static void complete(Path directory, Path file) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".old");
        Files.move(file, aside);
        String name = RecordingNames.ofUnfinished(file.getFileName().toString());
        HourFile mended = new HourFile(directory, name, 0);
        int lines = copy(aside, mended);
        mended.complete();
        Files.delete(aside);
        LOG.info("{} completed with {} lines", name, lines);
    }

    private static int copy(Path from, HourFile to) throws IOException {
        int lines = 0;
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new CutOff(new GZIPInputStream(Files.newInputStream(from))), UTF_8))) {
            in.readLine(); // the header, which is there already
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.chars().filter(c -> c == ',').count() == QuoteRows.COMMAS) { // the last may be cut
                    to.write(line);
                    lines++;
                }
            }
        } catch (EOFException | ZipException e) {
            LOG.debug("{} has not even a beginning: {}", from, e.toString());
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
