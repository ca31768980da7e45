package io.quotegate.market;

import java.text.Normalizer;
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

    private final List<Instrument> all;
    private final Map<String, Instrument> byLetters = new HashMap<>(); // but for those that are more than one

    PairSpelling(List<Instrument> all) {
        this.all = List.copyOf(all);
        Set<String> ambiguous = new HashSet<>();
        for (Instrument instrument : all) {
            String letters = letters(instrument.symbol());
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
        for (Instrument instrument : all) {
            if (instrument.symbol().startsWith(letters + '-')) {
                return instrument;
            }
            int distance = DISTANCE.apply(letters, letters(instrument.symbol()));
            if (distance < least) {
                least = distance;
                nearest = instrument;
            }
        }
        return nearest;
    }
}
