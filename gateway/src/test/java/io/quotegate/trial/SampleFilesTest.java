package io.quotegate.trial;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleFilesTest {
    private static final Path COLUMNS = Path.of("..", "docs", "RECORDINGS.md");

    @TempDir
    private Path directory;

    private Path folder() {
        return directory.resolve("sample");
    }

    @Test
    void areAMinuteOfRecordingsAsTheGatewayWritesThem() throws IOException {
        SampleFiles.offer(directory);
        try (Stream<Path> files = Files.list(folder())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(SampleFiles.NAMES);
        }
        String described = Files.readString(COLUMNS);
        for (String name : SampleFiles.NAMES) {
            List<String> lines = lines(folder().resolve(name));
            assertThat(lines).as(name).hasSizeGreaterThan(50);
            assertThat(lines.get(0).split(",", -1))
                    .hasSize(lines.get(1).split(",", -1).length)
                    .allMatch(column -> described.contains('`' + column + '`'));
        }
    }

    @Test
    void canBePlayed() throws IOException {
        SampleFiles.offer(directory);
        for (String name : SampleFiles.NAMES) {
            SimulatorOptions options = SimulatorOptions.of(Venue.OKX).withReplay(folder().resolve(name), 100);
            try (SimulatedVenue venue = SimulatedVenue.start(options)) {
                assertThat(venue.port()).isPositive();
            }
        }
    }

    @Test
    void areLeftAsSomebodyMadeThem() throws IOException {
        SampleFiles.offer(directory);
        Path mine = folder().resolve(SampleFiles.NAMES.get(0));
        Files.writeString(mine, "mine");
        Files.delete(folder().resolve(SampleFiles.NAMES.get(1)));
        SampleFiles.offer(directory);
        assertThat(mine).hasContent("mine");
        assertThat(folder().resolve(SampleFiles.NAMES.get(1))).isNotEmptyFile();
    }

    private static List<String> lines(Path packed) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(packed))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
