package io.quotegate.gateway.fanout;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;

/** Has no memory for one buffer, and for all others. Confined to the test's thread. */
final class FailingAllocator extends AbstractByteBufAllocator {
    private int untilFailure = Integer.MAX_VALUE;
    private boolean failed;

    FailingAllocator() {
        super(true);
    }

    /** From now on the {@code nth} buffer cannot be had, 1 being the next. */
    void failAt(int nth) {
        untilFailure = nth;
        failed = false;
    }

    /** Whether there was a buffer that could not be had. */
    boolean hasFailed() {
        return failed;
    }

    private void count() {
        if (--untilFailure == 0) {
            failed = true;
            throw new OutOfMemoryError("of this test");
        }
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        count();
        return UnpooledByteBufAllocator.DEFAULT.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        count();
        return UnpooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
