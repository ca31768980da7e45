package io.quotegate.service.history;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The last {@value #KEPT} trades of every pair on the venue that served it. Written by the history thread, read by any. */
public final class TradeTape {
    /** Trades kept of a pair. */
    public static final int KEPT = 1000;

    private static final int SLOTS = 1024; // more than are read, so that a reader is seldom overtaken

    private final AtomicReferenceArray<@Nullable Tape> tapes; // by instrument, null before the first trade

    /** The trades of one pair in a ring; {@code count} is how many there ever were. */
    private static final class Tape {
        private final AtomicReferenceArray<@Nullable Trade> slots = new AtomicReferenceArray<>(SLOTS);

        private @Nullable Trade newestTold; // by its venue when asked; the history thread only
        private volatile long count; // orders the trades stored before it before the reads of who has seen it

        void add(Trade trade) {
            long index = count;
            slots.set((int) (index % SLOTS), trade);
            count = index + 1;
        }
    }

    public TradeTape(Instruments instruments) {
        tapes = new AtomicReferenceArray<>(instruments.capacity());
    }

    /** Adds the newest trade, unless its venue was asked and told it already. The history thread only. */
    void add(Trade trade) {
        int id = trade.pair().id();
        Tape tape = tapes.get(id);
        if (tape == null) {
            tape = new Tape();
            tapes.set(id, tape);
        }
        Trade told = tape.newestTold;
        boolean wasTold = told != null
                && told.venue() == trade.venue()
                && trade.tradeId() <= told.tradeId()
                && trade.exchangeTimeUs() <= told.exchangeTimeUs();
        if (!wasTold) {
            tape.add(trade);
        }
    }

    /**
     * Adds those of {@code told}, the oldest first, that are not there, in their places: trades of {@code venue} since it
     * serves the pair.
     * What another venue made before stays, so that no time is told by two. The history thread only.
     */
    void addMissed(Instrument pair, Venue venue, List<Trade> told) {
        List<Trade> known = newest(pair, KEPT);
        long sinceUs = known.stream()
                .filter(trade -> trade.venue() != venue)
                .mapToLong(Trade::exchangeTimeUs)
                .max()
                .orElse(Long.MIN_VALUE);
        NavigableMap<Long, Long> ids = new TreeMap<>(); // of the fills that are there, the last one of each trade
        known.stream()
                .filter(trade -> trade.venue() == venue)
                .forEach(trade -> ids.put(trade.firstId(), trade.tradeId()));
        fill(pair, known, told, trade -> trade.exchangeTimeUs() > sinceUs && !isThere(ids, trade.tradeId()));
    }

    /**
     * Adds those of {@code told}, the oldest first, that another venue made while nothing is known of the one that
     * served the pair: before its first trade, and between two that do not follow one another. The history thread only.
     */
    void addInstead(Instrument pair, List<Trade> told) {
        List<Trade> known = newest(pair, KEPT);
        NavigableMap<Long, Long> gaps = gaps(known);
        fill(pair, known, told, trade -> {
            Map.Entry<Long, Long> gap = gaps.lowerEntry(trade.exchangeTimeUs());
            return gap != null && trade.exchangeTimeUs() < gap.getValue();
        });
    }

    /** The times that {@code known}, the newest first, does not tell: what each is after to what it is before. */
    private static NavigableMap<Long, Long> gaps(List<Trade> known) {
        NavigableMap<Long, Long> gaps = new TreeMap<>();
        Trade next = null;
        for (Trade trade : known) {
            if (next != null && !isFollowed(trade, next)) {
                gaps.merge(trade.exchangeTimeUs(), next.exchangeTimeUs(), Math::max);
            }
            next = trade;
        }
        gaps.put(Long.MIN_VALUE, next == null ? Long.MAX_VALUE : next.exchangeTimeUs());
        return gaps;
    }

    /** Whether nothing is missing between the two, as far as their numbers tell. */
    private static boolean isFollowed(Trade trade, Trade next) {
        boolean told = trade.tradeId() >= 0 && next.tradeId() >= 0 && next.count() > 0;
        return trade.venue() == next.venue() && (!told || next.firstId() <= trade.tradeId() + 1);
    }

    private void fill(Instrument pair, List<Trade> known, List<Trade> told, Predicate<Trade> isMissed) {
        List<Trade> missed = told.stream().filter(isMissed).toList();
        if (!missed.isEmpty()) {
            Tape filled = new Tape();
            filled.newestTold = told.get(told.size() - 1);
            Stream.concat(known.stream(), missed.stream())
                    .sorted(Comparator.comparingLong(Trade::exchangeTimeUs).thenComparingLong(Trade::tradeId))
                    .skip(Math.max(0, known.size() + missed.size() - KEPT))
                    .forEach(filled::add);
            tapes.set(pair.id(), filled);
        }
    }

    private static boolean isThere(NavigableMap<Long, Long> ids, long id) {
        Map.Entry<Long, Long> nearest = ids.floorEntry(id);
        return nearest != null && id <= nearest.getValue();
    }

    /** The newest {@code limit} trades of {@code pair}, at most {@link #KEPT}, the newest first. */
    public List<Trade> newest(Instrument pair, int limit) {
        Tape tape = tapes.get(pair.id());
        if (tape == null) {
            return List.of();
        }
        long count = tape.count;
        List<Trade> trades = new ArrayList<>();
        for (long i = count - 1; i >= Math.max(0, count - Math.min(limit, KEPT)); i--) {
            Trade trade = tape.slots.get((int) (i % SLOTS));
            if (trade != null) {
                trades.add(trade);
            }
        }
        long overwritten = tape.count + 1 - SLOTS - (count - trades.size()); // of the oldest just read, one under way
        return overwritten <= 0 ? trades : trades.subList(0, (int) Math.max(0, trades.size() - overwritten));
    }
}
