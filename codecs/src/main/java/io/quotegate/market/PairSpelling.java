package io.quotegate.market;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;
import org.jspecify.annotations.Nullable;

/** What people mean when they spell a pair in their own way, or wrong. Immutable: any thread. */
final class PairSpelling {
    /** Letters that may be wrong, which is less than two coins usually differ by together with what they are priced in. */
    private static final int MOST_WRONG = 2;

    /** Of what can still be meant: comparing takes time that grows with it. */
    private static final int LONGEST = 32;

    private static final DamerauLevenshteinDistance DISTANCE = new DamerauLevenshteinDistance();

    private final List<Spelled> all = new ArrayList<>();
    private final Map<String, Instrument> byLetters = new HashMap<>(); // but for those that are more than one

    /**
     * A pair, and what is compared: of two texts that differ by a letter, the sets of their letters differ by two at most.
     *
     * @param set one bit for each letter, several of which may have the same
     */
    private record Spelled(Instrument instrument, String letters, long set) {
        boolean mayBe(String given, long givenSet) {
            return Math.abs(letters.length() - given.length()) <= MOST_WRONG
                    && Long.bitCount(set ^ givenSet) <= 2 * MOST_WRONG;
        }
    }

    PairSpelling(List<Instrument> pairs) {
        Set<String> ambiguous = new HashSet<>();
        for (Instrument instrument : pairs) {
            String letters = letters(instrument.symbol());
            all.add(new Spelled(instrument, letters, set(letters)));
            if (byLetters.put(letters, instrument) != null) {
                ambiguous.add(letters);
            }
        }
        ambiguous.forEach(byLetters::remove);
    }

    /** What is left of a symbol when it is written in capitals and with nothing between. */
    private static String letters(String given) {
        StringBuilder letters = new StringBuilder(given.length());
        for (int i = 0; i < given.length(); i++) {
            char letter = given.charAt(i);
            if (letter != '-' && letter != '/' && letter != '_') {
                letters.append(letter);
            }
        }
        return Normalizer.normalize(letters.toString().toUpperCase(Locale.ROOT), Normalizer.Form.NFC);
    }

    private static long set(String letters) {
        return letters.chars().mapToLong(letter -> 1L << letter).reduce(0, (one, other) -> one | other);
    }

    @Nullable
    Instrument find(String given) {
        return byLetters.get(letters(given));
    }

    /** The first that has {@code given} as its coin, or else the one that takes the fewest changes; null for many. */
    @Nullable
    Instrument nearest(String given) {
        String letters = letters(given);
        if (letters.length() > LONGEST) {
            return null;
        }
        Instrument nearest = null;
        int least = MOST_WRONG + 1;
        String coin = letters + '-';
        long set = set(letters);
        for (Spelled each : all) {
            if (each.instrument.symbol().startsWith(coin)) {
                return each.instrument;
            }
            int distance = each.mayBe(letters, set) ? DISTANCE.apply(letters, each.letters) : least;
            if (distance < least) {
                least = distance;
                nearest = each.instrument;
            }
        }
        return nearest;
    }
}
