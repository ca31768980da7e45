package io.quotegate.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.testkit.LeakCheck;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ReservesTest {
    private static final int BYTES = 1 << 20;
    private static final DirectMemory MEMORY = new DirectMemory(1L << 30, BYTES, BYTES);

    @Test
    void haveTheirMemoryFromTheStartAndKeepItWhateverIsTaken() {
        Reserves reserves = new Reserves(MEMORY, 2);
        List<PooledByteBufAllocator> all = List.of(
                (PooledByteBufAllocator) reserves.feed(),
                (PooledByteBufAllocator) reserves.ofLoop(0),
                (PooledByteBufAllocator) reserves.ofLoop(1));
        assertThat(all).doesNotHaveDuplicates().doesNotContain(PooledByteBufAllocator.DEFAULT);
        for (PooledByteBufAllocator allocator : all) {
            assertThat(taken(allocator)).isEqualTo(BYTES);
            List<ByteBuf> buffers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                buffers.add(allocator.directBuffer(BYTES / 16));
            }
            assertThat(taken(allocator)).as("no more is needed").isEqualTo(BYTES);
            buffers.add(allocator.directBuffer(BYTES / 2));
            assertThat(taken(allocator)).as("there may be more").isGreaterThan(BYTES);
            buffers.forEach(ByteBuf::release);
            assertThat(taken(allocator)).as("its own stays").isGreaterThanOrEqualTo(BYTES);
        }
        reserves.close();
    }

    @Test
    void areGivenBackWhenNothingOfThemIsInUse() {
        Reserves reserves = new Reserves(MEMORY, 1);
        PooledByteBufAllocator loop = (PooledByteBufAllocator) reserves.ofLoop(0);
        reserves.close();
        assertThat(taken(loop)).isZero();
    }

    @Test
    void leaveNothingToTheThreadThatMadeThem() {
        List<WeakReference<PooledByteBufAllocator>> gone = made();
        System.gc();
        assertThat(gone)
                .hasSize(2)
                .allSatisfy(allocator -> assertThat(allocator.get()).isNull());
    }

    private static List<WeakReference<PooledByteBufAllocator>> made() {
        try (Reserves reserves = new Reserves(MEMORY, 1)) {
            return reserves.allocators().stream().map(WeakReference::new).toList();
        }
    }

    private static long taken(PooledByteBufAllocator allocator) {
        return allocator.metric().usedDirectMemory();
    }
}
