package io.quotegate.service.indicators;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MinuteColumnsTest {
    private static final long MOST_BYTES = 160 * 1024;

    @Test
    void aDayOfOnePairTakesLessThan160KiBAndNoMoreAsItFills() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        new MinuteColumns(); // loads classes
        long before = threads.getCurrentThreadAllocatedBytes();
        MinuteColumns day = new MinuteColumns();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
        assertThat(day.isKnown(0)).isFalse(); // all its state is in arrays of fixed length
    }

    @Test
    void addsUpAnyRunOfMinutesAroundTheEndOfTheRingAndAtAnyScale() {
        Random random = new Random(3);
        MinuteColumns day = new MinuteColumns();
        BigDecimal[] expected = new BigDecimal[MinuteColumns.SLOTS];
        Arrays.fill(expected, BigDecimal.ZERO);
        for (int i = 0; i < 20_000; i++) {
            int slot = random.nextInt(MinuteColumns.SLOTS);
            if (random.nextInt(10) == 0) {
                day.clear(slot);
                expected[slot] = BigDecimal.ZERO;
            } else {
                expected[slot] = BigDecimal.valueOf(random.nextLong() >>> 12, i / 1500);
                assertThat(day.trySet(slot, Candles.at(slot, "1", expected[slot].toPlainString(), "0", 1)))
                        .isTrue();
            }
            if (i % 50 == 0) {
                int first = random.nextInt(MinuteColumns.SLOTS);
                int length = 1 + random.nextInt(MinuteColumns.SLOTS);
                BigDecimal sum = BigDecimal.ZERO;
                for (int minute = 0; minute < length; minute++) {
                    sum = sum.add(expected[(first + minute) % MinuteColumns.SLOTS]);
                }
                assertThat(day.totals(first, length).volume()).as("step %d", i).isEqualByComparingTo(sum);
            }
        }
    }
}
