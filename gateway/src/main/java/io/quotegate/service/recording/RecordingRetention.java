package io.quotegate.service.recording;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which recordings are kept. Whatever else is offered beside them is left alone. Confined to the recorder's thread.
 *
 * @param age   above which a recording is deleted
 * @param bytes of recordings above which the oldest are deleted
 */
public record RecordingRetention(Duration age, long bytes) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingRetention.class);

    private record Kept(Path path, long bytes, Instant modified) {}

    /** Deletes what is not kept at {@code now}, and tells {@code listener} of each. */
    void apply(Path directory, Instant now, RecordingListener listener) throws IOException {
        List<Kept> recordings = recordings(directory);
        recordings.sort(Comparator.comparing(Kept::modified).reversed());
        long total = 0;
        for (Kept recording : recordings) {
            total += recording.bytes();
            if (total > bytes || recording.modified().isBefore(now.minus(age))) {
                Files.deleteIfExists(recording.path());
                LOG.info("{} deleted", recording.path());
                listener.onDeleted(recording.path().getFileName().toString());
            }
        }
    }

    private static List<Kept> recordings(Path directory) throws IOException {
        List<Kept> recordings = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                if (RecordingNames.isComplete(file.getFileName().toString())) {
                    recordings.add(new Kept(
                            file,
                            Files.size(file),
                            Files.getLastModifiedTime(file).toInstant()));
                }
            }
        }
        return recordings;
    }
}
