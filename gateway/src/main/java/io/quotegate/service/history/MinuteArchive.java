package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Where the minutes of before are kept. Any thread; never blocks the one that asks. */
@FunctionalInterface
public interface MinuteArchive {
    /** Keeps none. */
    MinuteArchive NONE = (pair, fromUs, toUs) -> CompletableFuture.completedFuture(List.of());

    /** The candles of {@code pair} that open in {@code [fromUs, toUs)}, oldest first, each minute once. */
    CompletableFuture<List<Candle>> minutes(Instrument pair, long fromUs, long toUs);
}
