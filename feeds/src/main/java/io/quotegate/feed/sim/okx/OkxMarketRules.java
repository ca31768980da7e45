package io.quotegate.feed.sim.okx;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.feed.sim.market.DecimalStyle;
import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.market.TradingSteps;
import io.quotegate.feed.sim.market.TradingSteps.Steps;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.Map;

/** How OKX spells, steps and counts; its steps as its list of instruments had them in 2026. Immutable: any thread. */
final class OkxMarketRules implements MarketRules {
    private static final int MOST_FILLS = 4;
    private static final TradingSteps STEPS = new TradingSteps(
            new Steps(2, 6),
            Map.of(
                    "BTC", new Steps(1, 8),
                    "ETH", new Steps(2, 6),
                    "XRP", new Steps(4, 6),
                    "DOGE", new Steps(5, 6),
                    "ADA", new Steps(4, 6),
                    "BNB", new Steps(1, 6),
                    "SOL", new Steps(2, 6),
                    "POL", new Steps(4, 6),
                    "USDC", new Steps(4, 6)));

    @Override
    public Venue venue() {
        return Venue.OKX;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.symbol();
    }

    @Override
    public TradingRules steps(Instrument instrument) {
        return STEPS.of(instrument);
    }

    @Override
    public DecimalStyle decimals() {
        return DecimalStyle.SHORTEST;
    }

    @Override
    public int mostFills() {
        return MOST_FILLS;
    }
}
