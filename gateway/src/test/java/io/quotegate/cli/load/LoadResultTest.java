package io.quotegate.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadResultTest {
    private static final LoadPlan PLAN =
            new LoadPlan(URI.create("ws://127.0.0.1:8080/courses"), null, null, 200, Duration.ofSeconds(1), 4, 2);

    private static LoadResult result(long answered, long errors, double seconds) {
        Histogram latency = new Histogram(3);
        latency.recordValue(1_500_000);
        return new LoadResult(PLAN, Instant.EPOCH, 200, answered, errors, seconds, latency);
    }

    @ParameterizedTest
    @CsvSource({
        "200, 0, 1.0, passed, 200.0",
        "200, 0, 1.01, passed, 198.0",
        "200, 0, 1.02, FAILED, 196.1",
        "198, 2, 1.0, passed, 198.0",
        "197, 2, 1.0, FAILED, 197.0",
        "200, 3, 1.0, FAILED, 200.0"
    })
    void passesAtNinetyNineHundredthsOfTheRateWithFewEnoughErrors(
            long answered, long errors, double seconds, String verdict, String rate) {
        assertThat(result(answered, errors, seconds).report())
                .contains(
                        "load test of ws://127.0.0.1:8080/courses, 1970-01-01T00:00:00Z",
                        "wanted    200 requests/s for 1.0 s over 4 connections, at most 2 errors",
                        "answered  " + answered + ", " + rate + "/s",
                        "errors    " + errors,
                        "p50 1.5",
                        "result    " + verdict);
    }
}
