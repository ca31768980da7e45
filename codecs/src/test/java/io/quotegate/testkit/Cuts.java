package io.quotegate.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A few of the ways in which bytes can be cut, the same ones for the same bytes: where {@link EverySplit} would take too
 * long because they are made up by the thousand.
 */
public final class Cuts {
    private static final int LONGEST_PIECE = 40;
    private static final int MOST_SINGLE = 2_000;

    private Cuts() {}

    /** Whole, in pieces, and byte by byte if they are few. */
    public static List<List<ByteBuf>> of(byte[] bytes) {
        List<List<ByteBuf>> ways = new ArrayList<>();
        ways.add(List.of(Unpooled.wrappedBuffer(bytes)));
        Random random = new Random(Arrays.hashCode(bytes));
        ways.add(cut(bytes, () -> 1 + random.nextInt(LONGEST_PIECE)));
        if (bytes.length <= MOST_SINGLE) {
            ways.add(cut(bytes, () -> 1));
        }
        return ways;
    }

    private static List<ByteBuf> cut(byte[] bytes, java.util.function.IntSupplier lengths) {
        List<ByteBuf> pieces = new ArrayList<>();
        int at = 0;
        while (at < bytes.length) {
            int length = Math.min(bytes.length - at, lengths.getAsInt());
            pieces.add(Unpooled.wrappedBuffer(bytes, at, length));
            at += length;
        }
        return pieces;
    }
}
