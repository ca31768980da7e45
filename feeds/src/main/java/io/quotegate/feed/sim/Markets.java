package io.quotegate.feed.sim;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All pairs of a venue and the venue's clock. Confined to the venue's loop. */
final class Markets {
    private final Instruments instruments;
    private final LongSupplier epochNs;
    private final List<PairMarket> pairs = new ArrayList<>();
    private final Map<String, PairMarket> byVenueSymbol = new HashMap<>();

    Markets(Instruments instruments, VenueStyle style, LongSupplier epochNs) {
        this.instruments = instruments;
        this.epochNs = epochNs;
        for (Instrument instrument : instruments.all()) {
            PairMarket pair = new PairMarket(PairProfile.rules(instrument, style.venue()), style.digits());
            pairs.add(pair);
            byVenueSymbol.put(style.symbol(instrument), pair);
        }
    }

    Instruments instruments() {
        return instruments;
    }

    /** The venue's time: this machine's, or that of a recording. */
    long epochNs() {
        return epochNs.getAsLong();
    }

    /** Every pair, by the id of its instrument. */
    List<PairMarket> pairs() {
        return pairs;
    }

    PairMarket pair(int instrumentId) {
        return pairs.get(instrumentId);
    }

    /** The pair that the venue spells {@code symbol}, or null. */
    @Nullable
    PairMarket find(String symbol) {
        return byVenueSymbol.get(symbol);
    }

    List<TradingRules> rules() {
        return pairs.stream().map(PairMarket::rules).toList();
    }
}
