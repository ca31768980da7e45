package io.quotegate.service.history;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a venue for the last trades of a pair when it begins to serve the pair and when trades of it were missed; another
 * venue where that one cannot tell. Confined to the history thread.
 */
final class TradeRepairs {
    /** How long after a trade a venue may take to tell of it when asked. */
    private static final long SETTLE_NS = Duration.ofSeconds(1).toNanos();
    /** Failures after which a pair is given up until trades are missed again. */
    private static final int MOST_TRIES = 8;

    private final TradeTape tape;
    private final Map<Venue, VenueRequests> venues;
    private final Map<Venue, BitSet> notThere = new EnumMap<>(Venue.class); // the pairs that a venue said it has not
    private final Instruments instruments;
    private final @Nullable PendingRequest[] pending; // by instrument

    /**
     * A pair whose trades are wanted.
     *
     * @param venue  that serves it
     * @param tries  that failed, whoever was asked
     * @param failed who was asked last and failed: it is another venue's turn
     */
    private record PendingRequest(
            Venue venue, long dueNs, int tries, @Nullable Venue failed) {}

    TradeRepairs(Instruments instruments, TradeTape tape, Map<Venue, VenueRequests> venues) {
        this.instruments = instruments;
        this.tape = tape;
        this.venues = venues;
        venues.keySet().forEach(venue -> notThere.put(venue, new BitSet()));
        pending = new PendingRequest[instruments.capacity()];
    }

    /** What is known of who has a pair is forgotten, and nothing of it is wanted: it is served anew, or not any more. */
    void forget(int instrumentId) {
        pending[instrumentId] = null;
        notThere.values().forEach(pairs -> pairs.clear(instrumentId));
    }

    /** Trades that {@code venue} made of a pair before {@code nowNs} may not all be known. */
    void need(int instrumentId, Venue venue, long nowNs) {
        if (venues.containsKey(venue)) {
            pending[instrumentId] = new PendingRequest(venue, nowNs + SETTLE_NS, 0, null);
        }
    }

    /** Asks what may be asked now. */
    void tick(long nowNs) {
        for (int id = 0; id < pending.length; id++) {
            PendingRequest request = pending[id];
            if (request != null && request.dueNs <= nowNs) {
                ask(instruments.byId(id), request, nowNs);
            }
        }
    }

    private void ask(Instrument pair, PendingRequest request, long nowNs) {
        VenueRequests venue = whomToAsk(pair, request, nowNs);
        if (venue == null) {
            pending[pair.id()] = null;
        } else if (venue.isFree(nowNs)) {
            pending[pair.id()] = null;
            venue.ask(
                    source -> source.trades().ask(pair),
                    answer -> onAnswer(pair, request, venue.source().venue(), answer));
        }
    }

    /**
     * The venue that serves the pair, or another that has it: the first that did not fail last and of whose answer there is
     * hope, or else the first.
     */
    private @Nullable VenueRequests whomToAsk(Instrument pair, PendingRequest request, long nowNs) {
        VenueRequests first = mayHave(pair, request.venue) ? venues.get(request.venue) : null;
        if (first != null && isHopeful(first, request, nowNs)) {
            return first;
        }
        for (VenueRequests other : venues.values()) {
            Venue venue = other.source().venue();
            if (venue != request.venue && mayHave(pair, venue)) {
                if (isHopeful(other, request, nowNs)) {
                    return other;
                }
                first = first == null ? other : first;
            }
        }
        return first;
    }

    private static boolean isHopeful(VenueRequests venue, PendingRequest request, long nowNs) {
        return venue.source().venue() != request.failed && venue.isPromising(nowNs);
    }

    private boolean mayHave(Instrument pair, Venue venue) {
        return pair.nameOn(venue) != null
                && !requireNonNull(notThere.get(venue)).get(pair.id());
    }

    private void onAnswer(Instrument pair, PendingRequest request, Venue asked, HistoryAnswer answer) {
        if (answer instanceof HistoryAnswer.Trades told) {
            if (asked == request.venue) {
                tape.addMissed(pair, asked, told.trades());
            } else {
                tape.addInstead(pair, told.trades());
            }
            return;
        }
        if (answer instanceof HistoryAnswer.NotThere) {
            requireNonNull(notThere.get(asked)).set(pair.id());
        }
        if (pending[pair.id()] == null) {
            pending[pair.id()] = answer instanceof HistoryAnswer.Failed ? afterFailure(pair, request, asked) : request;
        }
    }

    /** What is to be asked now that {@code asked} failed: another venue at once, or the same one later. */
    private @Nullable PendingRequest afterFailure(Instrument pair, PendingRequest request, Venue asked) {
        int tries = request.tries + 1;
        if (tries == MOST_TRIES) {
            return null;
        }
        long nowNs = System.nanoTime();
        PendingRequest now = new PendingRequest(request.venue, nowNs, tries, asked);
        return whomToAsk(pair, now, nowNs) == venues.get(asked)
                ? new PendingRequest(request.venue, nowNs + VenueRequests.waitNs(tries), tries, asked)
                : now;
    }
}
