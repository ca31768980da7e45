package io.quotegate.persistence;

import io.quotegate.service.files.FileHashes;
import io.quotegate.service.recording.RecordingListener;
import io.quotegate.store.RecordingTable;
import io.quotegate.store.StoredRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps in the store which recordings there are. Any thread; nothing waits. */
final class RecordingIndex implements RecordingListener {
    private static final Logger LOG = LoggerFactory.getLogger(RecordingIndex.class);

    private final RecordingTable table;
    private final Path directory;
    private final Executor blocking;

    private RecordingIndex(RecordingTable table, Path directory, Executor blocking) {
        this.table = table;
        this.directory = directory;
        this.blocking = blocking;
    }

    /**
     * Of the recordings in {@code directory}; those that somebody deleted meanwhile are forgotten.
     *
     * @param blocking runs what reads the disk
     */
    static RecordingIndex of(RecordingTable table, Path directory, Executor blocking) {
        RecordingIndex index = new RecordingIndex(table, directory, blocking);
        table.all().thenAccept(index::forgetMissing); // on a thread that may block
        return index;
    }

    private void forgetMissing(List<StoredRecording> kept) {
        kept.stream()
                .map(StoredRecording::name)
                .filter(name -> Files.notExists(directory.resolve(name)))
                .forEach(table::remove);
    }

    @Override
    public void onCompleted(String name, long fromUs, long toUs, long sizeBytes) {
        table.put(new StoredRecording(name, fromUs, toUs, sizeBytes, null));
        try {
            blocking.execute(() -> hash(name, fromUs, toUs, sizeBytes));
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is not hashed: the gateway stops", name);
        }
    }

    private void hash(String name, long fromUs, long toUs, long sizeBytes) {
        try {
            table.put(new StoredRecording(name, fromUs, toUs, sizeBytes, FileHashes.compute(directory.resolve(name))));
        } catch (IOException e) {
            LOG.debug("{} cannot be hashed: {}", name, e.toString());
        }
    }

    @Override
    public void onDeleted(String name) {
        table.remove(name);
    }
}
