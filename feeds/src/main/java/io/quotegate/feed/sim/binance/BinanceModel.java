package io.quotegate.feed.sim.binance;

import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.push.VenuePushes;
import io.quotegate.feed.sim.replay.RecordedDialect;
import io.quotegate.feed.sim.server.VenueApi;
import io.quotegate.feed.sim.venue.ConnectionLimits;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.feed.sim.venue.VenueModel;
import java.time.Duration;

/** Binance as it is simulated. Immutable: any thread. */
public final class BinanceModel implements VenueModel {
    private static final Duration NOTICE_TIME = Duration.ofSeconds(10);
    private static final Duration MAX_CONNECTION_AGE = Duration.ofHours(24);

    private final BinanceLimits limits;
    private final BinanceMarketRules rules = new BinanceMarketRules();
    private final BinancePushes pushes = new BinancePushes();
    private final BinanceRecordings recordings = new BinanceRecordings(rules);

    public BinanceModel(BinanceLimits limits) {
        this.limits = limits;
    }

    @Override
    public MarketRules rules() {
        return rules;
    }

    @Override
    public VenuePushes pushes() {
        return pushes;
    }

    @Override
    public RecordedDialect recordings() {
        return recordings;
    }

    @Override
    public ConnectionLimits limits() {
        return limits.connection();
    }

    @Override
    public Duration maxConnectionAge() {
        return MAX_CONNECTION_AGE;
    }

    @Override
    public Duration noticeTime() {
        return NOTICE_TIME;
    }

    @Override
    public VenueApi api(VenueInternals internals) {
        return new BinanceApi(internals, limits);
    }
}
