package io.quotegate.api;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the ten coins that have a name here. Immutable; any thread.
 *
 * @param name   {@code Bitcoin}
 * @param symbol {@code BTC}
 */
public record Coin(String name, String symbol) {
    /** What the others are priced in; its own price is 1. */
    public static final Coin TETHER = new Coin("Tether", "USDT");

    /** All ten, in the order they are listed. */
    public static final List<Coin> ALL = List.of(
            new Coin("Bitcoin", "BTC"),
            new Coin("Ethereum", "ETH"),
            new Coin("XRP", "XRP"),
            new Coin("Dogecoin", "DOGE"),
            new Coin("Cardano", "ADA"),
            new Coin("BNB", "BNB"),
            new Coin("Solana", "SOL"),
            new Coin("Polygon", "POL"),
            new Coin("USD Coin", "USDC"),
            TETHER);

    private static final Map<String, Coin> BY_NAME = byName();

    private static Map<String, Coin> byName() {
        Map<String, Coin> coins = new HashMap<>();
        for (Coin coin : ALL) {
            coins.put(coin.name.toUpperCase(Locale.ROOT), coin);
            coins.put(coin.symbol, coin);
        }
        return Map.copyOf(coins);
    }

    /** The coin that {@code text} names or is the symbol of, in any case; null if it is none of the ten. */
    public static @Nullable Coin find(String text) {
        return BY_NAME.get(text.toUpperCase(Locale.ROOT));
    }

    /** None of the ten is called {@code text}. */
    public static Refusal unknown(String text) {
        return new Refusal(ErrorCode.NOT_FOUND, "unknown coin: " + Refusal.shown(text));
    }
}
