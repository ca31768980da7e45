package io.quotegate.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimeHistogramTest {
    private final TimeHistogram histogram = new TimeHistogram();

    @Test
    void hasClassesFromTenMicrosecondsToTenSeconds() {
        assertThat(TimeHistogram.boundsNs())
                .startsWith(10_000, 20_000, 50_000, 100_000)
                .endsWith(TimeUnit.SECONDS.toNanos(2), TimeUnit.SECONDS.toNanos(5), TimeUnit.SECONDS.toNanos(10))
                .isSorted();
    }

    @Test
    void countsATimeInTheFirstClassThatHoldsIt() {
        long[] bounds = TimeHistogram.boundsNs();
        for (int i = 0; i < bounds.length; i++) {
            histogram.record(bounds[i]);
            histogram.record(bounds[i] + 1);
        }
        long[] counts = histogram.counts();
        assertThat(counts[0]).isEqualTo(1);
        assertThat(counts[bounds.length]).isEqualTo(1);
        for (int i = 1; i < bounds.length; i++) {
            assertThat(counts[i]).as("up to %d ns", bounds[i]).isEqualTo(2);
        }
        assertThat(histogram.count()).isEqualTo(2L * bounds.length);
    }

    @Test
    void sumsWhatTookTimeAndTakesLessThanNothingForNothing() {
        histogram.record(3_000);
        histogram.record(-5_000_000);
        histogram.record(TimeUnit.MINUTES.toNanos(1));
        assertThat(histogram.sumNs()).isEqualTo(TimeUnit.MINUTES.toNanos(1) + 3_000);
        assertThat(histogram.counts()).startsWith(2).endsWith(1);
    }
}
