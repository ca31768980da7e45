package io.quotegate.feed;

import io.quotegate.feed.pair.PriceDisagreements;
import io.quotegate.feed.pair.SwitchLog;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import java.time.Duration;
import java.util.List;

/** Compares, every second, the prices of the venue that serves a pair with those of the others. Confined to the feed loop. */
final class PriceWatch {
    private static final long EVERY_NS = Duration.ofSeconds(1).toNanos();

    private final PriceDisagreements disagreements;
    private final SwitchLog log;
    private final Events events;
    private long comparedNs = Long.MIN_VALUE;

    /** Hears of status events. */
    @FunctionalInterface
    interface Events {
        void status(StatusType type, VenueBook book, int instrumentId, StatusReason reason);
    }

    PriceWatch(int instruments, SwitchLog log, Events events) {
        disagreements = new PriceDisagreements(instruments);
        this.log = log;
        this.events = events;
    }

    /** Whether it is time to compare, which it then no longer is. */
    boolean isDue(long nowNs) {
        boolean due = comparedNs == Long.MIN_VALUE || nowNs - comparedNs >= EVERY_NS;
        comparedNs = due ? nowNs : comparedNs;
        return due;
    }

    /** Whether the prices that two venues have for a pair are those of two coins. */
    boolean isOtherCoin(int instrumentId, VenueBook one, VenueBook other) {
        return disagreements.lasts(instrumentId, one.venue(), other.venue());
    }

    void compare(int id, VenueBook serving, List<VenueBook> all, long nowNs) {
        for (VenueBook other : all) {
            if (other != serving) {
                compare(id, serving, other, nowNs);
            }
        }
    }

    private void compare(int id, VenueBook serving, VenueBook other, long nowNs) {
        switch (disagreements.look(id, serving.venue(), serving.pair(id), other.venue(), other.pair(id), nowNs)) {
            case BEGAN -> {
                log.disagree(id, serving.venue(), other.venue());
                events.status(StatusType.GAP, other, id, StatusReason.PRICES_DISAGREE);
            }
            case ENDED -> {
                log.agree(id, serving.venue(), other.venue());
                events.status(StatusType.RECOVERED, other, id, StatusReason.PRICES_AGREE);
            }
            case NONE -> {}
        }
    }
}
