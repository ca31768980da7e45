package io.quotegate.api;

import org.jspecify.annotations.Nullable;

/**
 * A coin and its last price against USDT.
 *
 * @param name   {@code Bitcoin}
 * @param symbol {@code BTC}
 * @param price  the venue's digits, or null where unknown
 */
public record CoinPrice(
        String name, String symbol, @Nullable String price) {}
