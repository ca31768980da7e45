package io.quotegate.feed.sim.market;

import io.quotegate.market.Instrument;
import java.math.BigDecimal;
import java.util.Map;

/** What a coin is like on any venue: its price in dollars and a usual size, as of 2026. Immutable: any thread. */
record PairProfile(BigDecimal price, BigDecimal usualSize) {
    private static final PairProfile OTHER = of("100", "5");
    private static final Map<String, PairProfile> BY_BASE = Map.of(
            "BTC", of("63707.2", "0.1"),
            "ETH", of("3290.28", "2"),
            "XRP", of("0.5831", "2000"),
            "DOGE", of("0.12345", "10000"),
            "ADA", of("0.4512", "3000"),
            "BNB", of("581.4", "3"),
            "SOL", of("148.72", "20"),
            "POL", of("0.4219", "3000"),
            "USDC", of("0.9998", "50000"));

    private static PairProfile of(String price, String usualSize) {
        return new PairProfile(new BigDecimal(price), new BigDecimal(usualSize));
    }

    /** The profile of the coin that {@code instrument} prices. */
    static PairProfile of(Instrument instrument) {
        return BY_BASE.getOrDefault(instrument.base(), OTHER);
    }
}
