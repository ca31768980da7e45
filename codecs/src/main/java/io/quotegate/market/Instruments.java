package io.quotegate.market;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The pairs this process knows. Which of them are served can change while it runs ({@link #serve}); an id, once given, is
 * that pair's for good, also when it is not served any more, so that arrays by id never tell of another pair than was
 * meant. Any thread: each question is answered by what was served at one moment.
 */
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

    /** The most pairs that are served at a time: all that two venues have, and as many again. */
    public static final int MOST = 4000;

    /** Least ids there are, so that a few pairs may become many without a restart. */
    private static final int LEAST_CAPACITY = 512;

    private final int capacity;

    // Orders the pairs before their ids: who reads an id from the ring finds its pair, which was there before its
    // quotes.
    private volatile Listed listed;

    /** All there is to know at one moment. Immutable. */
    private static final class Listed {
        private final List<Instrument> known; // by id, served or not
        private final List<Instrument> served; // in the order they were listed in
        private final BitSet ids = new BitSet(); // of those served
        private final Map<String, Instrument> bySymbol = new HashMap<>(); // those served
        private final Map<String, Instrument> everBySymbol = new HashMap<>(); // all that are known
        private final PairSpelling spelling; // of those served
        private final PairSpelling everSpelled; // of all that are known

        Listed(List<Instrument> known, List<Instrument> served) {
            this.known = List.copyOf(known);
            this.served = List.copyOf(served);
            spelling = new PairSpelling(served);
            everSpelled = new PairSpelling(known);
            known.forEach(instrument -> everBySymbol.put(instrument.symbol(), instrument));
            for (Instrument instrument : served) {
                ids.set(instrument.id());
                if (bySymbol.put(instrument.symbol(), instrument) != null) {
                    throw new IllegalArgumentException("pairs: " + instrument.symbol() + " (expected: each pair once)");
                }
            }
        }
    }

    /**
     * What is served otherwise than before. A pair that venues are to call otherwise is in both lists, with its id.
     *
     * @param added   as they are served now
     * @param removed as they were served
     */
    public record Change(List<Instrument> added, List<Instrument> removed) {
        public Change {
            added = List.copyOf(added);
            removed = List.copyOf(removed);
        }

        public boolean isEmpty() {
            return added.isEmpty() && removed.isEmpty();
        }

        /** What of it concerns {@code venue}. */
        public Change on(Venue venue) {
            return new Change(concerned(added, byId(removed), venue), concerned(removed, byId(added), venue));
        }

        private static List<Instrument> concerned(
                List<Instrument> pairs, Map<Integer, Instrument> others, Venue venue) {
            return pairs.stream()
                    .filter(pair -> {
                        Instrument other = others.get(pair.id());
                        return pair.nameOn(venue) != null
                                && (other == null || !Objects.equals(other.nameOn(venue), pair.nameOn(venue)));
                    })
                    .toList();
        }

        private static Map<Integer, Instrument> byId(List<Instrument> pairs) {
            return pairs.stream().collect(Collectors.toMap(Instrument::id, pair -> pair));
        }

        private static List<Instrument> otherThan(List<Instrument> pairs, List<Instrument> others) {
            Map<Integer, Instrument> left = byId(others);
            return pairs.stream().filter(pair -> !left.containsKey(pair.id())).toList();
        }

        /** Those that were not served before, by whatever name. */
        public List<Instrument> begun() {
            return otherThan(added, removed);
        }

        /** Those that are not served any more, by whatever name. */
        public List<Instrument> ended() {
            return otherThan(removed, added);
        }
    }

    private Instruments(List<Instrument> all) {
        capacity = Math.max(LEAST_CAPACITY, Integer.highestOneBit(Math.max(1, all.size())) * 4);
        listed = new Listed(all, all);
    }

    /** The instruments that {@code listings} list, see {@link PairListing}, numbered in that order. */
    public static Instruments of(List<String> listings) {
        List<Instrument> all = new ArrayList<>(listings.size());
        for (String text : listings) {
            all.add(instrument(all.size(), text));
        }
        return new Instruments(all);
    }

    private static Instrument instrument(int id, String text) {
        PairListing listing = PairListing.parse(text);
        return listing == null ? new Instrument(id, text) : new Instrument(id, listing.symbol(), listing.names());
    }

    /** Ids run from 0 to this, exclusive, however pairs change: the length of arrays by id. */
    public int capacity() {
        return capacity;
    }

    /** How many ids have been given; pairs that are not served any more are among them. */
    public int count() {
        return listed.known.size();
    }

    /** Whether there are ids for all that {@code listings} list. */
    public boolean fits(List<String> listings) {
        Listed before = listed;
        return before.known.size()
                        + listings.stream()
                                .filter(text -> knownAs(before, text) == null)
                                .count()
                <= capacity;
    }

    private static @Nullable Instrument knownAs(Listed among, String text) {
        return among.everBySymbol.get(instrument(0, text).symbol());
    }

    /**
     * Serves what {@code listings} list and nothing else from now on; a pair that was known before has the id it had.
     *
     * @return what that changed
     * @throws IllegalArgumentException if it does not fit, or lists a pair twice
     */
    public synchronized Change serve(List<String> listings) {
        if (!fits(listings)) {
            throw new IllegalArgumentException("pairs: more than " + capacity + " (expected: see fits)");
        }
        Listed before = listed;
        List<Instrument> known = new ArrayList<>(before.known);
        List<Instrument> served = new ArrayList<>(listings.size());
        for (String text : listings) {
            Instrument was = knownAs(before, text);
            Instrument is = instrument(was == null ? known.size() : was.id(), text);
            if (was == null) {
                known.add(is);
            } else {
                known.set(is.id(), is);
            }
            served.add(is);
        }
        Listed after = new Listed(known, served);
        listed = after;
        return new Change(without(after.served, before.served), without(before.served, after.served));
    }

    private static List<Instrument> without(List<Instrument> pairs, List<Instrument> others) {
        Set<Instrument> left = Set.copyOf(others);
        return pairs.stream().filter(pair -> !left.contains(pair)).toList();
    }

    /** Every instrument that is served, in the order they are listed in. */
    public List<Instrument> all() {
        return listed.served;
    }

    /** The ids of those that are served; the caller's own. */
    public BitSet ids() {
        return (BitSet) listed.ids.clone();
    }

    /** Those that {@code venue} is to be asked for. */
    public List<Instrument> on(Venue venue) {
        return all().stream().filter(pair -> pair.nameOn(venue) != null).toList();
    }

    /** The instrument numbered {@code id}, served or not. */
    public Instrument byId(int id) {
        return listed.known.get(id);
    }

    /** The instrument that is served whose symbol is exactly {@code symbol}, or null. */
    public @Nullable Instrument find(String symbol) {
        return listed.bySymbol.get(symbol);
    }

    /**
     * The instrument that is served and that somebody means by {@code given}: in any case, and with a hyphen, a slash, an
     * underscore or nothing between; null if that is none, or more than one.
     */
    public @Nullable Instrument findAsSpelled(String given) {
        Listed now = listed;
        Instrument exact = now.bySymbol.get(given);
        return exact == null ? now.spelling.find(given) : exact;
    }

    /** The same, or one that was served before. */
    public @Nullable Instrument findEver(String given) {
        Instrument served = findAsSpelled(given);
        return served == null ? listed.everSpelled.find(given) : served;
    }

    /** The one that {@code given} was most likely meant to be, or null if it is like none. */
    public @Nullable Instrument nearest(String given) {
        return listed.spelling.nearest(given);
    }
}
