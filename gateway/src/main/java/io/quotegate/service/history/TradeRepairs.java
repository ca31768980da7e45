package io.quotegate.service.history;

import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a venue for the last trades of a pair when it begins to serve the pair and when trades of it were missed.
 * Confined to the history thread.
 */
final class TradeRepairs {
    /** How long after a trade a venue may take to tell of it when asked. */
    private static final long SETTLE_NS = Duration.ofSeconds(1).toNanos();
    /** Failures after which a pair is given up until trades are missed again. */
    private static final int MOST_TRIES = 8;

    private final TradeTape tape;
    private final Map<Venue, VenueRequests> venues;
    private final Instruments instruments;
    private final @Nullable PendingRequest[] pending; // by instrument

    private record PendingRequest(Venue venue, long dueNs, int tries) {}

    TradeRepairs(Instruments instruments, TradeTape tape, Map<Venue, VenueRequests> venues) {
        this.instruments = instruments;
        this.tape = tape;
        this.venues = venues;
        pending = new PendingRequest[instruments.count()];
    }

    /** Trades that {@code venue} made of a pair before {@code nowNs} may not all be known. */
    void need(int instrumentId, Venue venue, long nowNs) {
        if (venues.containsKey(venue)) {
            pending[instrumentId] = new PendingRequest(venue, nowNs + SETTLE_NS, 0);
        }
    }

    /** Asks what may be asked now. */
    void tick(long nowNs) {
        for (int id = 0; id < pending.length; id++) {
            PendingRequest request = pending[id];
            VenueRequests venue = request == null || request.dueNs > nowNs ? null : venues.get(request.venue);
            if (venue != null && venue.isFree(nowNs)) {
                ask(instruments.byId(id), request, venue);
            }
        }
    }

    private void ask(Instrument pair, PendingRequest request, VenueRequests venue) {
        pending[pair.id()] = null;
        venue.ask(source -> source.trades().ask(pair), answer -> onAnswer(pair, request, answer));
    }

    private void onAnswer(Instrument pair, PendingRequest request, HistoryAnswer answer) {
        if (answer instanceof HistoryAnswer.Trades told) {
            tape.addMissed(pair, request.venue, told.trades());
        } else if (pending[pair.id()] == null && !(answer instanceof HistoryAnswer.NotThere)) {
            boolean failed = answer instanceof HistoryAnswer.Failed;
            int tries = failed ? request.tries + 1 : request.tries;
            long waitNs = failed ? VenueRequests.waitNs(tries) : 0;
            pending[pair.id()] =
                    tries < MOST_TRIES ? new PendingRequest(request.venue, System.nanoTime() + waitNs, tries) : null;
        }
    }
}
