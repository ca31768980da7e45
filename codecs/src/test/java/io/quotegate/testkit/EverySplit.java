package io.quotegate.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.function.BiConsumer;

/** Feeds bytes to a reader in every way they can be cut: in two at each place, byte by byte, and whole. */
public final class EverySplit {
    private EverySplit() {}

    /** Calls {@code reader} once per way to cut {@code bytes}, with the pieces and the name of the cut. */
    public static void of(byte[] bytes, BiConsumer<List<ByteBuf>, String> reader) {
        for (int split = 0; split <= bytes.length; split++) {
            reader.accept(
                    List.of(copy(bytes, 0, split), copy(bytes, split, bytes.length)),
                    "split at " + split + " of " + bytes.length);
        }
        ByteBuf[] single = new ByteBuf[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            single[i] = copy(bytes, i, i + 1);
        }
        reader.accept(List.of(single), "byte by byte");
    }

    private static ByteBuf copy(byte[] bytes, int from, int to) {
        return Unpooled.copiedBuffer(bytes, from, to - from);
    }
}
