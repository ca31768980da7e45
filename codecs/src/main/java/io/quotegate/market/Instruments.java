package io.quotegate.market;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The pairs this process knows, in configured order; an instrument's id is its place. Immutable: any thread. */
public final class Instruments {
    /** The pairs that are served, simulated and measured where nobody names any: nine coins priced in USDT. */
    public static final List<String> DEFAULT_SYMBOLS = List.of(
            "BTC-USDT",
            "ETH-USDT",
            "XRP-USDT",
            "DOGE-USDT",
            "ADA-USDT",
            "BNB-USDT",
            "SOL-USDT",
            "POL-USDT",
            "USDC-USDT");

    private final List<Instrument> all;
    private final Map<String, Instrument> bySymbol = new HashMap<>();
    private final PairSpelling spelling;

    private Instruments(List<Instrument> all) {
        this.all = List.copyOf(all);
        this.spelling = new PairSpelling(all);
        for (Instrument instrument : all) {
            if (bySymbol.put(instrument.symbol(), instrument) != null) {
                throw new IllegalArgumentException("pairs: " + instrument.symbol() + " (expected: each pair once)");
            }
        }
    }

    /** The instruments that {@code listings} list, see {@link PairListing}, numbered in that order. */
    public static Instruments of(List<String> listings) {
        List<Instrument> all = new ArrayList<>(listings.size());
        for (String text : listings) {
            PairListing listing = PairListing.parse(text);
            all.add(
                    listing == null
                            ? new Instrument(all.size(), text)
                            : new Instrument(all.size(), listing.symbol(), listing.names()));
        }
        return new Instruments(all);
    }

    /** How many there are; ids run from 0 to this, exclusive. */
    public int count() {
        return all.size();
    }

    /** Every instrument, by id. */
    public List<Instrument> all() {
        return all;
    }

    /** Those that {@code venue} is to be asked for. */
    public List<Instrument> on(Venue venue) {
        return all.stream().filter(pair -> pair.nameOn(venue) != null).toList();
    }

    /** The instrument numbered {@code id}. */
    public Instrument byId(int id) {
        return all.get(id);
    }

    /** The instrument whose symbol is exactly {@code symbol}, or null. */
    public @Nullable Instrument find(String symbol) {
        return bySymbol.get(symbol);
    }

    /**
     * The instrument that somebody means by {@code given}: in any case, and with a hyphen, a slash, an underscore or
     * nothing between; null if that is none, or more than one.
     */
    public @Nullable Instrument findAsSpelled(String given) {
        Instrument exact = bySymbol.get(given);
        return exact == null ? spelling.find(given) : exact;
    }

    /** The one that {@code given} was most likely meant to be, or null if it is like none. */
    public @Nullable Instrument nearest(String given) {
        return spelling.nearest(given);
    }
}
