package io.quotegate.feed.listing;

import io.quotegate.market.Instrument;
import io.quotegate.market.PairListing;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What pairs and patterns stand for where the venues have certain pairs. Pairs that were named come first and as they were
 * named; those of patterns follow by the alphabet, each to be asked for where it is traded, on one venue or on several.
 * Immutable: any thread.
 *
 * @param listings  as {@link PairListing} spells them, each pair once
 * @param unmatched patterns that stand for nothing
 */
record ListedPairs(List<String> listings, List<String> unmatched) {
    ListedPairs {
        listings = List.copyOf(listings);
        unmatched = List.copyOf(unmatched);
    }

    /**
     * What {@code written} stands for.
     *
     * @param traded the pairs of each venue that is connected, in house spelling
     */
    static ListedPairs of(List<String> written, Map<Venue, Set<String>> traded) {
        Map<String, String> listings = new LinkedHashMap<>(); // by house spelling
        Set<String> taken = new HashSet<>(); // names on venues of pairs that were named
        List<PairPattern> patterns = new ArrayList<>();
        for (String text : written) {
            PairPattern pattern = PairPattern.parse(text);
            PairListing named = PairListing.parse(text);
            if (pattern != null) {
                patterns.add(pattern);
            } else if (named != null) {
                listings.put(named.symbol(), text);
                take(new Instrument(0, named.symbol(), named.names()), traded.keySet(), taken);
            }
        }
        Set<String> all = new TreeSet<>();
        traded.values().forEach(all::addAll);
        List<String> unmatched = new ArrayList<>();
        for (PairPattern pattern : patterns) {
            List<String> matching = all.stream().filter(pattern::matches).toList();
            if (matching.isEmpty()) {
                unmatched.add(pattern.text());
            }
            for (String symbol : matching) {
                add(symbol, traded, taken, listings);
            }
        }
        return new ListedPairs(List.copyOf(listings.values()), unmatched);
    }

    private static void take(Instrument pair, Set<Venue> venues, Set<String> taken) {
        for (Venue venue : venues) {
            String name = pair.nameOn(venue);
            if (name != null) {
                taken.add(key(venue, name));
            }
        }
    }

    /** A venue may join what stands on both sides of the hyphen. */
    private static String key(Venue venue, String name) {
        return venue.wireName() + ' ' + name.replace("-", "");
    }

    private static void add(
            String symbol, Map<Venue, Set<String>> traded, Set<String> taken, Map<String, String> listings) {
        Set<Venue> without = traded.entrySet().stream()
                .filter(venue -> !venue.getValue().contains(symbol) || taken.contains(key(venue.getKey(), symbol)))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        if (without.size() < traded.size()) {
            listings.putIfAbsent(
                    symbol,
                    without.stream()
                            .map(venue -> ' ' + venue.wireName() + '=' + PairListing.NOT_THERE)
                            .collect(Collectors.joining("", symbol, "")));
        }
    }
}
