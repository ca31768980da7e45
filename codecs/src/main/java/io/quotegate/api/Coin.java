package io.quotegate.api;

import java.util.List;
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

    /** The coin that {@code text} names or is the symbol of, in any case; null if it is none of the ten. */
    public static @Nullable Coin find(String text) {
        for (Coin coin : ALL) {
            if (coin.symbol.equalsIgnoreCase(text) || coin.name.equalsIgnoreCase(text)) {
                return coin;
            }
        }
        return null;
    }

    /** None of the ten is called {@code text}. */
    public static Refusal unknown(String text) {
        return new Refusal(ErrorCode.NOT_FOUND, "unknown coin: " + Refusal.shown(text));
    }
}
