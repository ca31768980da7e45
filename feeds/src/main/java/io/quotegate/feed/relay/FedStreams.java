package io.quotegate.feed.relay;

import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What the feed asks a venue for in any case, by the names that a source of the relay has for it. Confined to the relay's
 * loop.
 */
public final class FedStreams {
    private final Venue venue;
    private final Supplier<List<Instrument>> pairs;
    private final Function<Instrument, List<String>> names;

    private List<Instrument> known = List.of();
    private Set<String> all = Set.of();

    /**
     * Of {@code venue}.
     *
     * @param pairs that are served now, by whatever venue; the same list as long as they do not change
     * @param names what the feed has of one
     */
    public FedStreams(Venue venue, Supplier<List<Instrument>> pairs, Function<Instrument, List<String>> names) {
        this.venue = venue;
        this.pairs = pairs;
        this.names = names;
    }

    Venue venue() {
        return venue;
    }

    /** Whether {@code name} comes as soon as the venue is there. */
    boolean contains(String name) {
        List<Instrument> served = pairs.get();
        if (served != known) { // the same as long as nothing changes
            known = served;
            all = served.stream()
                    .filter(pair -> pair.nameOn(venue) != null)
                    .flatMap(pair -> names.apply(pair).stream())
                    .collect(Collectors.toSet());
        }
        return all.contains(name);
    }
}
