package io.quotegate.persistence;

import io.quotegate.market.Venue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/**
 * Whether venues are real. Any thread.
 *
 * @param first       ends, when it is known of a first venue, with whether that one is simulated: so is all that is kept
 * @param isSimulated whether one is, as far as is known
 */
public record Origins(CompletableFuture<Boolean> first, Predicate<Venue> isSimulated) {
    /** Whether what {@code venue} says may be kept with what is kept already. */
    boolean agree(Venue venue) {
        return agree(isSimulated.test(venue));
    }

    /** The same of what is {@code simulated}, or is not. */
    boolean agree(boolean simulated) {
        return first.getNow(simulated) == simulated;
    }
}
