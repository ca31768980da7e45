package io.quotegate.testkit;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.OrderBook;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** A book made of sorted maps and decimals, to hold another one against. */
public final class TreeBook {
    private final NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, String> asks = new TreeMap<>();

    public void apply(DepthUpdate update) {
        if (update.snapshot) {
            bids.clear();
            asks.clear();
        }
        apply(bids, update.bids);
        apply(asks, update.asks);
    }

    private static void apply(NavigableMap<BigDecimal, String> side, DepthLevels levels) {
        for (int i = 0; i < levels.count(); i++) {
            BigDecimal price = BigDecimal.valueOf(levels.price(i), levels.pricePlaces(i));
            BigDecimal size = BigDecimal.valueOf(levels.size(i), levels.sizePlaces(i));
            BigDecimal key = price.stripTrailingZeros();
            side.remove(key);
            if (size.signum() != 0) {
                // A level keeps the price as it was written when it came.
                side.put(key, price.toPlainString() + " x " + size.toPlainString());
            }
        }
    }

    /** The best bids, {@code price x size}. */
    public List<String> bids(int most) {
        return bids.values().stream().limit(most).toList();
    }

    /** The best asks, likewise. */
    public List<String> asks(int most) {
        return asks.values().stream().limit(most).toList();
    }

    /** The best bids of {@code book}, as {@link #bids(int)} writes them. */
    public static List<String> bids(OrderBook book, int most) {
        return shown(copy(book, most).bids);
    }

    /** The best asks of {@code book}, likewise. */
    public static List<String> asks(OrderBook book, int most) {
        return shown(copy(book, most).asks);
    }

    private static DepthUpdate copy(OrderBook book, int most) {
        DepthUpdate copy = new DepthUpdate();
        book.copyTo(copy, most);
        return copy;
    }

    /** Levels as {@code price x size}. */
    public static List<String> shown(DepthLevels levels) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < levels.count(); i++) {
            String price =
                    BigDecimal.valueOf(levels.price(i), levels.pricePlaces(i)).toPlainString();
            shown.add(price + " x "
                    + BigDecimal.valueOf(levels.size(i), levels.sizePlaces(i)).toPlainString());
        }
        return shown;
    }
}
