package io.quotegate.feed.sim.market;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** All pairs of a venue and the venue's clock. Confined to the venue's loop. */
public final class Markets {
    private final Instruments instruments;
    private final LongSupplier epochNs;
    private final List<PairMarket> pairs = new ArrayList<>();
    private final Map<String, PairMarket> byVenueSymbol = new HashMap<>();

    public Markets(Instruments instruments, MarketRules rules, LongSupplier epochNs) {
        this.instruments = instruments;
        this.epochNs = epochNs;
        for (Instrument instrument : instruments.all()) {
            PairMarket pair = new PairMarket(rules.steps(instrument), rules.decimals());
            pairs.add(pair);
            byVenueSymbol.put(rules.symbol(instrument), pair);
        }
    }

    public Instruments instruments() {
        return instruments;
    }

    /** The venue's time: this machine's, or that of a recording. */
    public long epochNs() {
        return epochNs.getAsLong();
    }

    /** Every pair, by the id of its instrument. */
    public List<PairMarket> pairs() {
        return pairs;
    }

    public PairMarket pair(int instrumentId) {
        return pairs.get(instrumentId);
    }

    /** The pair that the venue spells {@code symbol}, or null. */
    @Nullable
    public PairMarket find(String symbol) {
        return byVenueSymbol.get(symbol);
    }
}
