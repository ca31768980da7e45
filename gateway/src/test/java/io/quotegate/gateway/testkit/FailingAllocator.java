package io.quotegate.gateway.testkit;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Buffers of which the one that a test names cannot be had, whoever asks for it, and of which it is known how many are
 * still held. Any thread.
 */
public final class FailingAllocator extends AbstractByteBufAllocator {
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private final AtomicInteger untilFailure = new AtomicInteger();

    public FailingAllocator() {
        super(true);
    }

    /** From now on the {@code nth} buffer cannot be had, 1 being the next. */
    public void failAt(int nth) {
        untilFailure.set(nth);
    }

    /** Whether the buffer that was named was asked for. */
    public boolean hasFailed() {
        return untilFailure.get() <= 0;
    }

    /** Bytes of buffers that were not given back. */
    public long usedBytes() {
        return buffers.metric().usedDirectMemory() + buffers.metric().usedHeapMemory();
    }

    private void count() {
        if (untilFailure.get() > 0 && untilFailure.decrementAndGet() == 0) {
            throw new OutOfMemoryError("of this test");
        }
    }

    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
        count();
        return buffers.heapBuffer(initialCapacity, maxCapacity);
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
        count();
        return buffers.directBuffer(initialCapacity, maxCapacity);
    }

    @Override
    public boolean isDirectBufferPooled() {
        return false;
    }
}
