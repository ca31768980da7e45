package io.quotegate.feed.listing;

import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the connected venues say they have, and so what patterns of pairs stand for at the moment. Venues are asked only where
 * there is a pattern. One that does not answer, or has lost half of its pairs and does not say so twice, has what it had.
 * Blocks: not for event loops. Any thread.
 */
public final class PairDirectory {
    /** After this long it is time to ask again. */
    public static final Duration EVERY = Duration.ofHours(1);
    /** The same where a venue did not answer. */
    public static final Duration SOON = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(PairDirectory.class);
    private static final int MOST_TRIES = 10; // at start, until any venue answers
    private static final long BETWEEN_TRIES_MS = 3_000;

    private final Map<Venue, VenuePairs> venues; // in order of preference
    private final Map<Venue, Set<String>> traded = new LinkedHashMap<>(); // guarded by this, as all that follows
    private final Map<Venue, Set<String>> doubted = new LinkedHashMap<>(); // far fewer pairs than before
    private final Map<Venue, String> problems = new LinkedHashMap<>(); // of those that did not answer last

    /** @param venues in order of preference */
    public PairDirectory(Map<Venue, VenuePairs> venues) {
        this.venues = new LinkedHashMap<>(venues);
    }

    /** Whether any of {@code written} is a pattern. */
    public static boolean hasPatterns(List<String> written) {
        return written.stream().anyMatch(text -> PairPattern.parse(text) != null);
    }

    /**
     * What {@code written} stands for, for which venues are asked, and asked again while none answers.
     *
     * @return as {@link io.quotegate.market.PairListing} spells pairs
     * @throws IOException if a pattern stands for nothing, or all together for too much, or no venue answers
     */
    public List<String> resolve(List<String> written) throws IOException {
        for (int tries = 1; hasPatterns(written); tries++) {
            if (ask()) {
                return listings(written);
            }
            if (tries == MOST_TRIES) {
                throw new IOException(
                        "pairs: " + patterns(written) + ": no venue tells which pairs it has: " + problems());
            }
            pause();
        }
        return written;
    }

    /**
     * The same for what was resolved before, with what venues have by now; nothing is too few.
     *
     * @throws IOException if it is too much
     */
    public List<String> refresh(List<String> written) throws IOException {
        if (hasPatterns(written)) {
            ask();
        }
        return bounded(ListedPairs.of(written, traded()).listings());
    }

    /** When to ask again. */
    public synchronized Duration untilNext() {
        return problems.isEmpty() && doubted.isEmpty() ? EVERY : SOON;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(BETWEEN_TRIES_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static String patterns(List<String> written) {
        return written.stream().filter(text -> PairPattern.parse(text) != null).collect(Collectors.joining(", "));
    }

    private List<String> listings(List<String> written) throws IOException {
        ListedPairs listed = ListedPairs.of(written, traded());
        if (!listed.unmatched().isEmpty() && problems().isEmpty()) {
            throw new IOException("pairs: " + String.join(", ", listed.unmatched()) + " (expected: like a pair of "
                    + traded().entrySet().stream()
                            .map(venue -> venue.getKey().wireName() + ", which has "
                                    + venue.getValue().size())
                            .collect(Collectors.joining(", or of "))
                    + ')');
        }
        if (listed.listings().isEmpty()) {
            throw new IOException("pairs: " + patterns(written) + ": no venue that answers has any: " + problems());
        }
        return bounded(listed.listings());
    }

    private static List<String> bounded(List<String> listings) throws IOException {
        if (listings.size() > Instruments.MOST) {
            throw new IOException("pairs: " + listings.size() + " that patterns stand for (expected: at most "
                    + Instruments.MOST + ')');
        }
        return listings;
    }

    /** Asks every venue; whether any has ever answered. */
    private boolean ask() throws IOException {
        for (Map.Entry<Venue, VenuePairs> venue : venues.entrySet()) {
            String problem = null;
            Set<String> pairs = Set.of();
            try {
                pairs = venue.getValue().ask();
            } catch (IOException e) {
                problem = FailureText.of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
            take(venue.getKey(), pairs, problem == null && pairs.isEmpty() ? "it has none" : problem);
        }
        return !traded().values().stream().allMatch(Set::isEmpty);
    }

    private synchronized void take(Venue venue, Set<String> pairs, @Nullable String problem) {
        Set<String> before = traded.getOrDefault(venue, Set.of());
        if (problem != null) {
            if (!Objects.equals(problems.put(venue, problem), problem)) {
                LOG.warn(
                        "{}: does not tell which pairs it has, which is asked again in a minute: {}",
                        venue.wireName(),
                        problem);
            }
            return;
        }
        problems.remove(venue);
        if (pairs.size() < before.size() / 2 && doubted.put(venue, pairs) == null) {
            LOG.warn(
                    "{}: has {} pairs and had {}, which is asked once more",
                    venue.wireName(),
                    pairs.size(),
                    before.size());
            return;
        }
        doubted.remove(venue);
        traded.put(venue, new LinkedHashSet<>(pairs));
    }

    /** What each venue has, as far as it ever answered. */
    private synchronized Map<Venue, Set<String>> traded() {
        Map<Venue, Set<String>> all = new LinkedHashMap<>();
        venues.keySet().forEach(venue -> all.put(venue, traded.getOrDefault(venue, Set.of())));
        return all;
    }

    private synchronized String problems() {
        return problems.entrySet().stream()
                .map(venue -> venue.getKey().wireName() + ": " + venue.getValue())
                .collect(Collectors.joining(", "));
    }
}
