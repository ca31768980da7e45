package io.quotegate.bench.wire.server;

import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which pairs are traded: the nine coins first, then made-up ones. */
public final class MarketPairs {
    /** The most that a gateway serves. */
    public static final int MAX = Instruments.MOST;

    /** How many there are where nothing else is asked for: the nine coins. */
    public static final int USUAL = 9;

    private MarketPairs() {}

    /** The first {@code count} pairs, 1 to {@value #MAX}. */
    public static List<String> of(int count) {
        if (count < 1 || count > MAX) {
            throw new IllegalArgumentException("pairs: " + count + " (expected: 1.." + MAX + ')');
        }
        List<String> known = Instruments.DEFAULT_SYMBOLS;
        List<String> pairs = new ArrayList<>(known.subList(0, Math.min(count, known.size())));
        for (int i = pairs.size(); i < count; i++) {
            pairs.add(String.format(Locale.ROOT, "C%03d-USDT", i));
        }
        return pairs;
    }
}
