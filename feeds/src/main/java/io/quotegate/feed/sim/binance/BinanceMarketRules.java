package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.TradingRules;
import io.quotegate.feed.sim.market.DecimalStyle;
import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.market.TradingSteps;
import io.quotegate.feed.sim.market.TradingSteps.Steps;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.Map;

/**
 * How Binance spells, steps and counts; its steps as its list of instruments had them in 2026. It tells each fill by
 * itself. Immutable: any thread.
 */
final class BinanceMarketRules implements MarketRules {
    private static final TradingSteps STEPS = new TradingSteps(
            new Steps(2, 3),
            Map.of(
                    "BTC", new Steps(2, 5),
                    "ETH", new Steps(2, 4),
                    "XRP", new Steps(4, 0),
                    "DOGE", new Steps(5, 0),
                    "ADA", new Steps(4, 1),
                    "BNB", new Steps(2, 3),
                    "SOL", new Steps(2, 3),
                    "POL", new Steps(4, 1),
                    "USDC", new Steps(4, 0)));

    @Override
    public Venue venue() {
        return Venue.BINANCE;
    }

    @Override
    public String symbol(Instrument instrument) {
        return BinanceStream.symbol(instrument);
    }

    @Override
    public TradingRules steps(Instrument instrument) {
        return STEPS.of(instrument);
    }

    @Override
    public DecimalStyle decimals() {
        return DecimalStyle.EIGHT_PLACES;
    }

    @Override
    public int mostFills() {
        return 1;
    }
}
