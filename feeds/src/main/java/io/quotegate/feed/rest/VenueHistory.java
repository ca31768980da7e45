package io.quotegate.feed.rest;

import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;

/** Where a venue's past candles and trades can be asked for. Blocks: not for event loops; one thread at a time. */
public interface VenueHistory {
    /** Most candles of one answer. */
    int mostCandles();

    /** Whether its candles tell how many trades there were and how much takers bought. */
    boolean tellsTakers();

    /**
     * The candles of {@code pair} that begin at {@code toUs}, which may be {@link Candle#NEWEST_US}, at the latest, up
     * to {@code count} of them, the oldest first. One that the venue knows to be open is not {@link Candle#complete()}.
     */
    HistoryAnswer minutes(Instrument pair, long toUs, int count) throws InterruptedException;

    /** The newest trades of {@code pair}, the oldest first. */
    HistoryAnswer trades(Instrument pair) throws InterruptedException;
}
