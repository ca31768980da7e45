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
    private final Map<Venue, VenueLine> lines;
    private final Instruments instruments;
    private final @Nullable Wish[] wishes; // by instrument

    private record Wish(Venue venue, long dueNs, int tries) {}

    TradeRepairs(Instruments instruments, TradeTape tape, Map<Venue, VenueLine> lines) {
        this.instruments = instruments;
        this.tape = tape;
        this.lines = lines;
        wishes = new Wish[instruments.count()];
    }

    /** Trades that {@code venue} made of a pair before {@code nowNs} may not all be known. */
    void need(int instrumentId, Venue venue, long nowNs) {
        if (lines.containsKey(venue)) {
            wishes[instrumentId] = new Wish(venue, nowNs + SETTLE_NS, 0);
        }
    }

    /** Asks what may be asked now. */
    void tick(long nowNs) {
        for (int id = 0; id < wishes.length; id++) {
            Wish wish = wishes[id];
            VenueLine line = wish == null || wish.dueNs > nowNs ? null : lines.get(wish.venue);
            if (line != null && line.isFree(nowNs)) {
                ask(instruments.byId(id), wish, line);
            }
        }
    }

    private void ask(Instrument pair, Wish wish, VenueLine line) {
        wishes[pair.id()] = null;
        line.ask(source -> source.trades().ask(pair), answer -> onAnswer(pair, wish, answer));
    }

    private void onAnswer(Instrument pair, Wish wish, HistoryAnswer answer) {
        if (answer instanceof HistoryAnswer.Trades told) {
            tape.addMissed(pair, wish.venue, told.trades());
        } else if (wishes[pair.id()] == null) {
            boolean failed = answer instanceof HistoryAnswer.Failed;
            int tries = failed ? wish.tries + 1 : wish.tries;
            long waitNs = failed ? VenueLine.waitNs(tries) : 0;
            wishes[pair.id()] = tries < MOST_TRIES ? new Wish(wish.venue, System.nanoTime() + waitNs, tries) : null;
        }
    }
}
