package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;

/**
 * A venue that can be asked for its past, or somebody who knows that. Asking blocks: not for event loops nor for the history
 * thread; one thread at a time.
 *
 * @param mostCandles of one answer
 * @param tellsTakers whether its candles tell how many trades there were and how much takers bought
 * @param secondHand  whether it has the past of the venue only by asking it, too: what it does not tell it may tell later,
 *                    and it knows nothing that is older than {@code mostCandles}
 */
public record HistorySource(
        Venue venue, int mostCandles, boolean tellsTakers, boolean secondHand, Minutes minutes, Trades trades) {
    /** The venue itself. */
    public HistorySource(Venue venue, int mostCandles, boolean tellsTakers, Minutes minutes, Trades trades) {
        this(venue, mostCandles, tellsTakers, false, minutes, trades);
    }

    /** Who is asked, for people. */
    String name() {
        return secondHand ? "the feed node (" + venue.wireName() + ')' : venue.wireName();
    }

    /** Asks for candles. */
    @FunctionalInterface
    public interface Minutes {
        /**
         * The candles of {@code pair} that begin at {@code toUs}, which may be {@link Candle#NEWEST_US}, at the latest,
         * up to {@code count} of them, the oldest first. One that the venue knows to be open is not
         * {@link Candle#complete()}.
         */
        HistoryAnswer ask(Instrument pair, long toUs, int count) throws InterruptedException;
    }

    /** Asks for trades. */
    @FunctionalInterface
    public interface Trades {
        /** The newest trades of {@code pair}, the oldest first. */
        HistoryAnswer ask(Instrument pair) throws InterruptedException;
    }
}
