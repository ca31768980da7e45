package io.quotegate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.Arrays;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What a feed node's numbers of pairs are here: the same pairs may be listed in another order, or not at all. Confined to the
 * thread that reads what the node publishes.
 */
final class PairNumbers {
    /** The pair is not served here. */
    static final int NONE = -1;

    private static final int MOST = 1 << 16;

    private final Instruments instruments;

    private @Nullable String[] symbols = new String[64]; // by the feed node's number
    private int[] local = new int[64]; // likewise
    private List<Instrument> served; // as it was when local was made

    PairNumbers(Instruments instruments) {
        this.instruments = instruments;
        served = instruments.all();
        Arrays.fill(local, NONE);
    }

    /** The feed node names a pair: its number and its symbol. Whether one may be known from now on that was not. */
    boolean name(UnsafeBuffer body) {
        if (body.capacity() <= Integer.BYTES) {
            return false;
        }
        int id = body.getInt(0);
        if (id < 0 || id >= MOST) {
            return false;
        }
        boolean others = refresh();
        grow(id + 1);
        if (symbols[id] != null) {
            return others;
        }
        byte[] symbol = new byte[body.capacity() - Integer.BYTES];
        body.getBytes(Integer.BYTES, symbol);
        symbols[id] = new String(symbol, UTF_8);
        local[id] = find(symbols[id]);
        return others || local[id] != NONE;
    }

    private void grow(int length) {
        if (length > local.length) {
            int before = local.length;
            symbols = Arrays.copyOf(symbols, Math.max(length, 2 * before));
            local = Arrays.copyOf(local, symbols.length);
            Arrays.fill(local, before, local.length, NONE);
        }
    }

    /** Other pairs may be served than before. */
    private boolean refresh() {
        List<Instrument> now = instruments.all();
        if (now == served) {
            return false;
        }
        served = now;
        for (int id = 0; id < local.length; id++) {
            String symbol = symbols[id];
            local[id] = symbol == null ? NONE : find(symbol);
        }
        return true;
    }

    private int find(String symbol) {
        Instrument pair = instruments.find(symbol);
        return pair == null ? NONE : pair.id();
    }

    /** The number here of the pair that the feed node calls {@code id}. */
    int local(int id) {
        return id >= 0 && id < local.length ? local[id] : NONE;
    }
}
