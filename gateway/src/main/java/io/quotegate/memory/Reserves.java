package io.quotegate.memory;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.concurrent.NamedThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Buffers that clients cannot take: an allocator for the venues and one for the fan-out of each event loop. Each has a
 * chunk of memory from the start, and takes more, as clients do, when it needs more. Made by one thread; the allocators
 * are for any.
 */
public final class Reserves implements AutoCloseable {
    private static final int PAGE_BYTES = 8192;
    private static final int RUN_BYTES =
            4 * PAGE_BYTES; // what is smaller may stay, as one of its size that is always there

    private final List<ByteBuf> kept = new ArrayList<>();
    private final List<PooledByteBufAllocator> loops = new ArrayList<>();
    private final PooledByteBufAllocator feed;

    /**
     * Takes what {@code memory} says.
     *
     * @param loopCount how many event loops have a fan-out
     */
    public Reserves(DirectMemory memory, int loopCount) {
        feed = allocator(memory.feedBytes());
        for (int i = 0; i < loopCount; i++) {
            loops.add(allocator(memory.loopBytes()));
        }
        takeOnAnotherThread(memory);
    }

    /** Who takes a buffer of an allocator's holds on to it for as long as it lives: so that is a thread that ends. */
    private void takeOnAnotherThread(DirectMemory memory) {
        FutureTask<Void> taking = new FutureTask<>(
                () -> {
                    loops.forEach(loop -> take(loop, memory.loopBytes()));
                    take(feed, memory.feedBytes());
                },
                null);
        Thread thread = NamedThreads.of("reserves").newThread(taking);
        thread.start();
        try {
            thread.join();
            taking.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted before there were reserves", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no memory for reserves", e.getCause());
        }
    }

    private static PooledByteBufAllocator allocator(int bytes) {
        int order = Integer.numberOfTrailingZeros(bytes / PAGE_BYTES);
        return new PooledByteBufAllocator(
                true,
                1,
                1,
                PAGE_BYTES,
                order,
                PooledByteBufAllocator.defaultSmallCacheSize(),
                PooledByteBufAllocator.defaultNormalCacheSize(),
                PooledByteBufAllocator.defaultUseCacheForAllThreads());
    }

    private void take(PooledByteBufAllocator allocator, int bytes) {
        ByteBuf half = allocator.directBuffer(bytes / 2); // a chunk that was half full is given back when it is empty
        kept.add(allocator.directBuffer(RUN_BYTES)); // and so not before this is
        half.release();
    }

    /** For the connections to venues. */
    public ByteBufAllocator feed() {
        return feed;
    }

    /** For the fan-out of one event loop. */
    public ByteBufAllocator ofLoop(int index) {
        return loops.get(index);
    }

    /** All of them. */
    public List<PooledByteBufAllocator> allocators() {
        List<PooledByteBufAllocator> all = new ArrayList<>(loops);
        all.add(feed);
        return all;
    }

    /** Gives everything back, as soon as nothing of it is in use. */
    @Override
    public void close() {
        kept.forEach(ByteBuf::release);
        kept.clear();
    }
}
