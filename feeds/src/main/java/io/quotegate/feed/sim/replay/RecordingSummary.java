package io.quotegate.feed.sim.replay;

import io.quotegate.market.DepthUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a recording holds, found by reading it once. Immutable: any thread.
 *
 * @param pairs    of the spot market, in our spelling, in the order they come
 * @param topics   of all pushes
 * @param messages how many pushes there are
 * @param skipped  lines that hold none
 * @param startNs  the recorder's time of the first push
 * @param endNs    the recorder's time of the last push
 * @param snapshots books that the venue was asked for; it does not say of which pair
 * @param offsetNs what to add to the recorder's time to get the venue's, as far as the first push that tells it shows
 */
public record RecordingSummary(
        Path file,
        RecordedDialect dialect,
        List<String> pairs,
        Set<String> topics,
        long messages,
        long skipped,
        long startNs,
        long endNs,
        long offsetNs,
        List<DepthUpdate> snapshots) {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingSummary.class);

    /**
     * Reads all of {@code file}. Blocks.
     *
     * @throws IOException if it cannot be read, or holds no push of the venue
     */
    public static RecordingSummary scan(Path file, RecordedDialect dialect, long nowEpochNs) throws IOException {
        if (!Files.isReadable(file)) {
            throw new IOException("replay: " + file + " cannot be read (expected: a recording)");
        }
        try (RecordingReader reader = new RecordingReader(file, dialect)) {
            RecordingSummary recording = scan(file, dialect, reader, nowEpochNs);
            LOG.info(
                    "{}: {} messages of {} to be played, {} lines without one passed over",
                    file,
                    recording.messages,
                    recording.pairs,
                    recording.skipped);
            return recording;
        }
    }

    private static RecordingSummary scan(Path file, RecordedDialect dialect, RecordingReader reader, long nowEpochNs)
            throws IOException {
        Set<String> pairs = new LinkedHashSet<>();
        Set<String> topics = new LinkedHashSet<>();
        TimedMessage first = reader.next();
        TimedMessage firstTold = null; // the first that tells the venue's time
        TimedMessage last = first;
        long messages = 0;
        for (TimedMessage message = first; message != null; message = reader.next()) {
            messages++;
            last = message;
            firstTold = firstTold == null && message.message().eventTimeNs() > 0 ? message : firstTold;
            topics.add(message.message().topic());
            String pair = dialect.pairOf(message.message().symbol());
            if (pair != null) {
                pairs.add(pair);
            }
        }
        if (first == null || last == null || pairs.isEmpty()) {
            throw new IOException("replay: " + file + " holds no spot market data of "
                    + dialect.rules().venue().wireName() + " (expected: recorded WebSocket messages, one a line)");
        }
        long offsetNs = firstTold != null
                ? firstTold.message().eventTimeNs() - firstTold.timeNs()
                : reader.isTimed() ? 0 : nowEpochNs;
        return new RecordingSummary(
                file,
                dialect,
                List.copyOf(pairs),
                Set.copyOf(topics),
                messages,
                reader.skipped(),
                first.timeNs(),
                last.timeNs(),
                offsetNs,
                List.copyOf(reader.snapshots()));
    }

    /** Snapshots of the book of its only pair: where there are several, nobody knows whose they are. */
    public List<DepthUpdate> snapshotsOfItsPair() {
        return pairs.size() == 1 ? snapshots : List.of();
    }

    /** Opens it to be read again. */
    RecordingReader open() throws IOException {
        return new RecordingReader(file, dialect);
    }
}
