package io.quotegate.feed;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscribes anew to pairs whose quotes are not believed, one after another. Confined to the feed loop. */
final class PairRenewals {
    private static final Logger LOG = LoggerFactory.getLogger(PairRenewals.class);
    /** Least time between two renewals of two requests each: OKX allows 480 in an hour, Binance five in a second. */
    private static final Duration EVERY = Duration.ofSeconds(20);

    private final VenueBook book;
    private final Instruments instruments;
    private final RateLimit budget = new RateLimit(1, EVERY);

    PairRenewals(VenueBook book, Instruments instruments) {
        this.book = book;
        this.instruments = instruments;
    }

    /** Asks for one pair on each of its connections, if there is one and it is time. */
    void onTime(Function<Instrument, List<FeedConnection>> connections, long nowNs) {
        int id = budget.delayNs(nowNs) == 0 ? book.nextToRenew() : -1;
        if (id >= 0) {
            budget.spend(nowNs);
            Instrument pair = instruments.byId(id);
            StatusReason doubt = book.pair(id).doubt();
            LOG.warn(
                    "{}: {} is asked for anew: {}",
                    book.venue().wireName(),
                    pair.symbol(),
                    doubt == null ? "no reason" : doubt.wireName());
            connections.apply(pair).forEach(connection -> connection.renew(pair));
        }
    }
}
