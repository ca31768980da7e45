package io.quotegate.feed.sim;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a coin is like: its price in dollars, how finely each venue trades it, and a usual size. As the venues' lists of
 * instruments had it in 2026.
 */
record PairProfile(BigDecimal price, Steps okx, Steps binance, BigDecimal usualSize) {
    private static final PairProfile OTHER = of("100", new Steps(2, 6), new Steps(2, 3), "5");
    private static final Map<String, PairProfile> BY_BASE = Map.of(
            "BTC", of("63707.2", new Steps(1, 8), new Steps(2, 5), "0.1"),
            "ETH", of("3290.28", new Steps(2, 6), new Steps(2, 4), "2"),
            "XRP", of("0.5831", new Steps(4, 6), new Steps(4, 0), "2000"),
            "DOGE", of("0.12345", new Steps(5, 6), new Steps(5, 0), "10000"),
            "ADA", of("0.4512", new Steps(4, 6), new Steps(4, 1), "3000"),
            "BNB", of("581.4", new Steps(1, 6), new Steps(2, 3), "3"),
            "SOL", of("148.72", new Steps(2, 6), new Steps(2, 3), "20"),
            "POL", of("0.4219", new Steps(4, 6), new Steps(4, 1), "3000"),
            "USDC", of("0.9998", new Steps(4, 6), new Steps(4, 0), "50000"));

    /** Decimal places of a price and of a size. */
    record Steps(int priceScale, int sizeScale) {}

    private static PairProfile of(String price, Steps okx, Steps binance, String usualSize) {
        return new PairProfile(new BigDecimal(price), okx, binance, new BigDecimal(usualSize));
    }

    /** The profile of the coin that {@code instrument} prices. */
    static PairProfile of(Instrument instrument) {
        return BY_BASE.getOrDefault(instrument.base(), OTHER);
    }

    /** How finely {@code instrument} is traded on {@code venue}. */
    static TradingRules rules(Instrument instrument, Venue venue) {
        PairProfile profile = of(instrument);
        Steps steps = venue == Venue.OKX ? profile.okx : profile.binance;
        return new TradingRules(instrument, steps.priceScale(), steps.sizeScale());
    }
}
