package io.quotegate.store;

import static io.quotegate.store.OpenStore.await;
import static io.quotegate.store.OpenStore.candle;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Why a SQLite store could not be opened, which is found out without a trace in its directory. */
@Timeout(120)
class StoreProblemTest {
    private static final String NAME = "q?#%.db";

    @TempDir
    private Path directory;

    /** What is wrong with the store in {@code place}, where nothing is touched by asking. */
    private static @Nullable String problem(Path place) throws IOException {
        Map<String, List<Object>> before = traces(place);
        String problem = Store.problem(new StoreSettings(place.resolve(NAME).toString(), Duration.ofDays(1), 1));
        assertThat(traces(place)).isEqualTo(before);
        return problem;
    }

    private static Map<String, List<Object>> traces(Path place) throws IOException {
        Map<String, List<Object>> traces = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(place)) {
            for (Path path : paths.toList()) {
                int content = Files.isRegularFile(path) ? Arrays.hashCode(Files.readAllBytes(path)) : 0;
                traces.put(path.toString(), List.of(content, Files.getLastModifiedTime(path)));
            }
        }
        return traces;
    }

    private void write() throws Exception {
        try (OpenStore open = new OpenStore(directory.resolve(NAME).toString())) {
            await(open.store()
                    .candles()
                    .put(LongStream.range(0, 900).mapToObj(OpenStore::candle).toList()));
        }
    }

    @Test
    void isNoneOfOneThatWasClosed() throws Exception {
        write();
        assertThat(problem(directory)).isNull();
    }

    @Test
    void isNoneOfOneThatIsOpenNorOfOneWhoseWriterWasKilled(@TempDir Path killed) throws Exception {
        try (OpenStore open = new OpenStore(directory.resolve(NAME).toString())) {
            await(open.store().candles().put(List.of(candle(1))));
            assertThat(problem(directory)).isNull();
            for (String part : List.of("", "-wal")) {
                Files.copy(directory.resolve(NAME + part), killed.resolve(NAME + part));
            }
        }
        assertThat(problem(killed)).isNull();
        Files.writeString(killed.resolve(NAME), "no database ".repeat(100));
        assertThat(problem(killed)).contains("no database of SQLite");
    }

    @Test
    void isNoneOfOneThatIsYetToBeMade() throws Exception {
        assertThat(problem(directory)).isNull();
        Files.createFile(directory.resolve(NAME));
        assertThat(problem(directory)).isNull();
    }

    @Test
    void isToldOfOneThatIsDamaged() throws Exception {
        write();
        try (FileChannel file = FileChannel.open(directory.resolve(NAME), StandardOpenOption.WRITE)) {
            for (long page = 4096; page < file.size(); page += 4096) {
                file.write(java.nio.ByteBuffer.wrap(new byte[200]), page);
            }
        }
        assertThat(problem(directory)).contains(directory.resolve(NAME).toString(), "moved aside");
    }
}
