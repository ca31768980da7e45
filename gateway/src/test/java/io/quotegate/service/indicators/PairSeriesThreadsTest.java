package io.quotegate.service.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers see whole minutes, never half of one, whatever is written meanwhile. */
@Timeout(120)
class PairSeriesThreadsTest {
    private static final int READERS = 3;
    private static final long MINUTES = 20_000;

    @Test
    void readersSeeOnlyWholeMinutesWhileOneWrites() throws Exception {
        PairSeries series = new PairSeries();
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        List<Future<Long>> reads = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            reads.add(threads.submit(reader(series, done)));
        }
        for (long minute = 1; minute <= MINUTES; minute++) {
            String volume = minute % 1000 + "." + "1".repeat((int) (minute % 8) + 1); // the scale grows on the way
            series.put(Candles.at(minute, "2", volume, volume, minute % 7));
            series.put(Candles.at(minute - minute % 50, "2", volume, volume, 7));
        }
        done.set(true);
        for (Future<Long> read : reads) {
            assertThat(read.get(1, TimeUnit.MINUTES)).isPositive();
        }
        threads.shutdown();
    }

    /** Every minute has a quote volume of twice the volume, all of it bought. */
    private static Callable<Long> reader(PairSeries series, AtomicBoolean done) {
        return () -> {
            long read = 0;
            long newest = 0;
            while (!done.get() || read == 0) {
                WindowFacts facts = series.read(1440, IndicatorFigures.INDEX_BARS);
                if (facts != null) {
                    MinuteColumns.Totals totals = facts.totals();
                    assertThat(totals.quoteVolume())
                            .isEqualByComparingTo(totals.volume().multiply(BigDecimal.valueOf(2)));
                    assertThat(totals.takerBuyVolume()).isEqualByComparingTo(totals.volume());
                    assertThat(totals.closeSum()).isEqualByComparingTo(BigDecimal.valueOf(2L * totals.closes()));
                    assertThat(facts.endUs()).isGreaterThanOrEqualTo(newest);
                    newest = facts.endUs();
                    read++;
                }
            }
            return read;
        };
    }
}
