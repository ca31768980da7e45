package io.quotegate.market;

import java.time.Duration;
import java.util.List;

/** Where a venue's past candles and trades can be asked for. Blocks: not for event loops; one thread at a time. */
public interface VenueHistory {
    /** The {@code toUs} that asks for the newest there are. */
    long NEWEST = Long.MAX_VALUE;

    Venue venue();

    /** Most candles of one answer. */
    int mostCandles();

    /** Whether its candles tell how many trades there were and how much takers bought. */
    boolean tellsTakers();

    /**
     * The candles of {@code pair} that begin at {@code toUs} at the latest, up to {@code count} of them, the oldest
     * first. One that the venue knows to be open is not {@link Candle#complete()}.
     */
    Answer minutes(Instrument pair, long toUs, int count) throws InterruptedException;

    /** The newest trades of {@code pair}, the oldest first. */
    Answer trades(Instrument pair) throws InterruptedException;

    /** What came of a question. */
    sealed interface Answer {}

    /** Candles came. */
    record Candles(List<Candle> candles) implements Answer {
        public Candles {
            candles = List.copyOf(candles);
        }
    }

    /** Trades came. */
    record Trades(List<Trade> trades) implements Answer {
        public Trades {
            trades = List.copyOf(trades);
        }
    }

    /**
     * No more questions are to be asked for a while.
     *
     * @param refused whether the venue said so; otherwise it would, if asked
     */
    record Wait(Duration time, boolean refused) implements Answer {}

    /** Nothing came, and {@code problem} says why. */
    record Failed(String problem) implements Answer {}
}
