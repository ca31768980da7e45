package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over, when pairs begin to be served, the minutes that were kept since an earlier run, one pair after another, so that little of them
 * is in memory twice. Confined to the history thread.
 */
final class Restoration {
    private static final Logger LOG = LoggerFactory.getLogger(Restoration.class);
    private static final long KEPT_US = CandleSeries.KEPT * Candle.MINUTE_US;
    private static final long MOST_AHEAD_US = TimeUnit.HOURS.toMicros(1); // a venue's clock may be a little

    private final MinuteArchive archive;
    private final CandleWriter writer;
    private final Consumer<Runnable> inbox; // runs on the history thread what came of a question
    private final LongSupplier epochUs;
    private final boolean partsAreWanted;

    /**
     * @param sources if one of them tells what takers bought, minutes without that are not taken over, but asked for again
     * @param epochUs microseconds since the epoch
     */
    Restoration(
            MinuteArchive archive,
            List<HistorySource> sources,
            CandleWriter writer,
            Consumer<Runnable> inbox,
            LongSupplier epochUs) {
        this.archive = archive;
        this.writer = writer;
        this.inbox = inbox;
        this.epochUs = epochUs;
        partsAreWanted = sources.stream().noneMatch(HistorySource::tellsTakers);
    }

    /** Restores {@code pairs}; {@code restored} is told of each when there is no more of it to come, also after a failure. */
    void start(List<Instrument> pairs, IntConsumer restored) {
        if (pairs.isEmpty()) {
            return;
        }
        Instrument pair = pairs.get(0);
        long nowUs = epochUs.getAsLong();
        archive.minutes(pair, nowUs - KEPT_US, nowUs + MOST_AHEAD_US)
                .whenComplete((candles, failure) -> inbox.accept(() -> {
                    if (failure == null) {
                        writer.onRestored(pair, wanted(candles));
                    } else {
                        LOG.debug("{}: nothing restored: {}", pair.symbol(), failure.getMessage());
                    }
                    restored.accept(pair.id());
                    start(pairs.subList(1, pairs.size()), restored);
                }));
    }

    private List<Candle> wanted(List<Candle> candles) {
        return partsAreWanted
                ? candles
                : candles.stream()
                        .filter(candle -> candle.takerBuyVolume() != null)
                        .toList();
    }
}
