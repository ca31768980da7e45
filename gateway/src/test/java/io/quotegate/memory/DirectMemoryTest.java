package io.quotegate.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DirectMemoryTest {
    private static final long MIB = 1 << 20;

    @Test
    void leavesNettyLessThanTheProcessHas() {
        DirectMemory small = DirectMemory.of(64 * MIB, 8 * MIB, 2);
        assertThat(small.nettyBytes()).isEqualTo(52 * MIB);
        assertThat(small.feedBytes() + 2L * small.loopBytes()).isEqualTo(12 * MIB);
        DirectMemory large = DirectMemory.of(4096 * MIB, 8 * MIB, 8);
        assertThat(large.nettyBytes()).isEqualTo((4096 - 8 - 256) * MIB);
        assertThat(large.loopBytes()).isEqualTo(4 * MIB);
    }

    @Test
    void reservesNoMoreThanAQuarterWhateverTheNumberOfLoops() {
        for (int loops = 1; loops <= 32; loops++) {
            DirectMemory memory = DirectMemory.of(64 * MIB, 8 * MIB, loops);
            assertThat(memory.feedBytes() + (long) loops * memory.loopBytes())
                    .as("%d loops", loops)
                    .isBetween(1L, memory.nettyBytes() / 4);
            assertThat(Integer.bitCount(memory.loopBytes())).isEqualTo(1);
        }
    }

    @Test
    void refusesToBeginWithTooLittle() {
        assertThat(DirectMemory.of(20 * MIB, 8 * MIB, 2).nettyBytes()).isEqualTo(8 * MIB);
        assertThatThrownBy(() -> DirectMemory.of(19 * MIB, 8 * MIB, 2))
                .hasMessage("-XX:MaxDirectMemorySize: 19m (expected: at least 20m with a ring of 8m)");
    }

    @Test
    void knowsWhatTheProcessMayHave() {
        assertThat(DirectMemory.ofProcess()).isPositive();
    }
}
