package io.quotegate.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.store.RecordingTable;
import io.quotegate.store.StoredRecording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingIndexTest {
    private static final String NAME = "quotes_BTC-USDT_2026-11-26T01Z.csv.gz";
    private static final String HASH_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path directory;

    private StoreOnOneThread run;

    @BeforeEach
    void open() {
        run = new StoreOnOneThread(directory.resolve("q.db"));
    }

    @AfterEach
    void close() {
        run.close();
    }

    private RecordingIndex index(Executor blocking) {
        return RecordingIndex.of(table(), directory, blocking);
    }

    private RecordingTable table() {
        return run.store.recordings();
    }

    private List<StoredRecording> kept() {
        return table().all().join();
    }

    @Test
    void keepsWhatWasCompletedWithItsHash() throws IOException {
        Files.writeString(directory.resolve(NAME), "abc");
        index(Runnable::run).onCompleted(NAME, 10, 20, 3);
        assertThat(kept()).containsExactly(new StoredRecording(NAME, 10, 20, 3, HASH_OF_ABC));
    }

    @Test
    void keepsWhatCannotBeReadWithoutAHash() {
        index(Runnable::run).onCompleted(NAME, 10, 20, 3);
        assertThat(kept()).containsExactly(new StoredRecording(NAME, 10, 20, 3, null));
    }

    @Test
    void keepsWithoutAHashWhatIsCompletedWhileTheGatewayStops() throws IOException {
        Files.writeString(directory.resolve(NAME), "abc");
        Executor stopped = task -> {
            throw new RejectedExecutionException();
        };
        index(stopped).onCompleted(NAME, 10, 20, 3);
        assertThat(kept()).containsExactly(new StoredRecording(NAME, 10, 20, 3, null));
    }

    @Test
    void forgetsWhatWasDeleted() throws IOException {
        Files.writeString(directory.resolve(NAME), "abc");
        RecordingIndex index = index(Runnable::run);
        index.onCompleted(NAME, 10, 20, 3);
        index.onDeleted(NAME);
        assertThat(kept()).isEmpty();
    }

    @Test
    void forgetsAtStartWhatSomebodyDeletedMeanwhile() throws IOException {
        Files.writeString(directory.resolve(NAME), "abc");
        table().put(new StoredRecording(NAME, 10, 20, 3, null));
        table().put(new StoredRecording("gone", 0, 5, 3, null));
        index(Runnable::run);
        assertThat(kept()).extracting(StoredRecording::name).containsExactly(NAME);
    }
}
