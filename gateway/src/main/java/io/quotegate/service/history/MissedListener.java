package io.quotegate.service.history;

import io.quotegate.market.Venue;

/** Hears of what was missed and should be asked for, on the history thread. */
interface MissedListener {
    /** Minutes of a pair are not all known. */
    void onMissedMinutes(int instrumentId);

    /** Trades of a pair that {@code venue} serves may not all be known. */
    void onMissedTrades(int instrumentId, Venue venue);
}
