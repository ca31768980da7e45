package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.aeron.CncFileDescriptor;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.quotegate.testkit.LogProbe;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.agrona.SemanticVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DriverDirectoryTest {
    @RegisterExtension
    private final LogProbe written = LogProbe.of(DriverDirectory.class);

    @TempDir
    private Path parent;

    private MediaDriver driver(String name) {
        return MediaDriver.launch(new MediaDriver.Context()
                .aeronDirectoryName(parent.resolve(name).toString())
                .threadingMode(ThreadingMode.SHARED)
                .dirDeleteOnShutdown(false)); // as if its process had been killed
    }

    private void age(Path directory, Duration by) throws IOException {
        Files.setLastModifiedTime(directory, FileTime.from(Instant.now().minus(by)));
    }

    @Test
    void takesAwayWhatNobodyUsesAnyMore() throws IOException {
        Path left = parent.resolve("quotegate-aeron-left");
        Path empty = Files.createDirectory(parent.resolve("quotegate-aeron-empty"));
        Path fresh = Files.createDirectory(parent.resolve("quotegate-aeron-fresh"));
        Path foreign = Files.createDirectory(parent.resolve("aeron-foreign"));
        Path used = parent.resolve("quotegate-aeron-used");
        driver("quotegate-aeron-left").close();
        try (MediaDriver running = driver("quotegate-aeron-used")) {
            for (Path old : new Path[] {left, empty, foreign, used}) {
                age(old, Duration.ofMinutes(2));
            }
            DriverDirectory.removeLeft(parent);
            assertThat(running.aeronDirectoryName()).isEqualTo(used.toString());
            assertThat(parent).isDirectoryNotContaining(path -> path.equals(left) || path.equals(empty));
            assertThat(parent)
                    .isDirectoryContaining(fresh::equals)
                    .isDirectoryContaining(foreign::equals)
                    .isDirectoryContaining(used::equals);
        }
    }

    @Test
    void takesAwayWhatWasKilledWhileItBeganAndLeavesWhatItCannotRead() throws IOException {
        Path begun = left("quotegate-aeron-begun", new byte[CncFileDescriptor.META_DATA_LENGTH]);
        Path empty = left("quotegate-aeron-empty", new byte[0]);
        byte[] other = new byte[CncFileDescriptor.META_DATA_LENGTH];
        CncFileDescriptor.createMetaDataBuffer(ByteBuffer.wrap(other)).putInt(0, SemanticVersion.compose(77, 0, 0));
        Path ofAnotherVersion = left("quotegate-aeron-other", other);
        Path last = left("quotegate-aeron-z", new byte[0]);
        DriverDirectory.removeLeft(parent);
        assertThat(parent)
                .isDirectoryNotContaining(path -> path.equals(begun) || path.equals(empty) || path.equals(last))
                .isDirectoryContaining(ofAnotherVersion::equals);
        assertThat(written.lines())
                .anyMatch(line ->
                        line.startsWith("cannot tell whether a process that was killed has left " + ofAnotherVersion));
    }

    private Path left(String name, byte[] file) throws IOException {
        Path directory = Files.createDirectory(parent.resolve(name));
        Files.write(directory.resolve(CncFileDescriptor.CNC_FILE), file);
        age(directory, Duration.ofMinutes(2));
        return directory;
    }

    @Test
    void isInSharedMemoryWhereThatIsLargeEnough() {
        Path directory = DriverDirectory.choose(parent, 1);
        assertThat(said()).isEqualTo("Aeron's media driver is embedded, in " + directory);
        assertThat(directory).hasParentRaw(parent).doesNotExist();
        assertThat(DriverDirectory.choose(parent, 1))
                .as("at each start another one")
                .isNotEqualTo(directory);
    }

    @Test
    void isInTheTemporaryDirectoryWhereSharedMemoryIsSmallOrNotThereAndSaysWhy() {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path shared : new Path[] {parent, parent.resolve("none")}) {
            Path directory = DriverDirectory.choose(shared, Long.MAX_VALUE);
            assertThat(directory).hasParentRaw(temporary).doesNotExist();
            assertThat(said())
                    .isEqualTo("Aeron's media driver is embedded, in " + directory + ", because " + shared
                            + " is not there or has less than 48 MiB free");
        }
    }

    private String said() {
        return written.lines().get(0);
    }

    @Test
    void looksInNothingThatIsNotThere() {
        DriverDirectory.removeLeft(parent.resolve("none"));
        assertThat(parent).isEmptyDirectory();
    }
}
