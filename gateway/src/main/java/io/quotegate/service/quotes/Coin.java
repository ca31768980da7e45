package io.quotegate.service.quotes;

import java.util.List;

/**
 * One of the ten coins that have a name here.
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
}
