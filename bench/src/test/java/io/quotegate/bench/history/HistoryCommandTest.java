package io.quotegate.bench.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class HistoryCommandTest {
    @TempDir
    private Path directory;

    @Test
    void measuresEveryTradeAndKeepsTheMinutesThatEnd() throws Exception {
        HistoryLoad load = new HistoryLoad(3, 1000, 600, Duration.ofSeconds(1));
        HistoryLoad.Result result = load.run(directory);
        assertThat(result.publishNs().getTotalCount()).isBetween(1L, 1001L);
        assertThat(result.rows()).as("minutes of three pairs").isPositive();
        assertThat(directory.resolve("q.db")).isNotEmptyFile();
    }

    @Test
    void runs() {
        assertThat(HistoryCommand.execute("--pairs=2", "--rate=100", "--rounds=1", "--measure=100ms"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--pairs=0", "--rate=-1", "--speed=0", "--rounds=0", "--measure=1", "--measure=0", "--what"})
    void refusesWhatCannotBeMeasured(String option) {
        assertThat(HistoryCommand.execute(option)).isEqualTo(2);
    }
}
