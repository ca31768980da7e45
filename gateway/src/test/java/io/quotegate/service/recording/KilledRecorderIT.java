package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process that records, again and again on the same directory. {@code -Dquotegate.kill-rounds=50} does it as often. */
@Timeout(600)
class KilledRecorderIT {
    private static final int ROUNDS = Integer.getInteger("quotegate.kill-rounds", 3);
    private static final int MOST_TURNS = 20;

    @TempDir
    private Path directory;

    @Test
    void everyRowThatIsOlderThanWhatMayBeLostOutlivesTheProcessThatWroteIt() throws Exception {
        Random random = new Random(1);
        long from = 1;
        for (int round = 0; round < ROUNDS; round++) {
            long old = recordUntilKilled(from, 1 + random.nextInt(MOST_TURNS));
            Leftovers.complete(directory, RecordingListener.NONE);
            List<Long> recorded = newest();
            assertThat(recorded.size()).as("round %d", round).isGreaterThanOrEqualTo((int) (old - from + 1));
            assertThat(recorded)
                    .as("round %d, nothing twice or out of order", round)
                    .isEqualTo(LongStream.range(from, from + recorded.size())
                            .boxed()
                            .toList());
            from += recorded.size();
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).as("one recording per round, and nothing else").hasSize(ROUNDS);
        }
    }

    /** The last row that must be there. */
    private long recordUntilKilled(long from, int turns) throws IOException, InterruptedException {
        List<String> killed = OurJvm.program(KilledRecorder.class);
        killed.addAll(List.of(directory.toString(), String.valueOf(from)));
        Process process = new ProcessBuilder(killed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long old = 0;
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            int turn = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                old = Long.parseLong(line);
                if (++turn == turns) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what it printed before is still read
                }
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("killed").isEqualTo(128 + 9);
        return old;
    }

    /** The {@code seq} of each row of the recording that was completed last. */
    private List<Long> newest() throws IOException {
        Path newest = null;
        int rank = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                int number = name.contains("Z_") ? Integer.parseInt(name.replaceAll(".*Z_|\\.csv\\.gz", "")) : 1;
                if (number > rank) {
                    rank = number;
                    newest = file;
                }
            }
        }
        assertThat(newest).isNotNull();
        List<Long> seqs = new ArrayList<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(newest))) {
            new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .skip(1)
                    .forEach(line -> seqs.add(Long.parseLong(line.split(",")[10])));
        }
        return seqs;
    }
}
