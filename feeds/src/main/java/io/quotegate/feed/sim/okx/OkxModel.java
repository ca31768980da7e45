package io.quotegate.feed.sim.okx;

import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.push.VenuePushes;
import io.quotegate.feed.sim.replay.RecordedDialect;
import io.quotegate.feed.sim.server.VenueApi;
import io.quotegate.feed.sim.venue.ConnectionLimits;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.feed.sim.venue.VenueModel;
import java.time.Duration;

/** OKX as it is simulated. Immutable: any thread. */
public final class OkxModel implements VenueModel {
    private static final Duration NOTICE_TIME = Duration.ofSeconds(60);

    private final OkxLimits limits;
    private final OkxMarketRules rules = new OkxMarketRules();
    private final OkxHabits habits;
    private final OkxPushes pushes;
    private final OkxRecordings recordings = new OkxRecordings(rules);

    public OkxModel(OkxLimits limits, OkxHabits habits) {
        this.limits = limits;
        this.habits = habits;
        pushes = new OkxPushes(habits);
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
        return Duration.ZERO;
    }

    @Override
    public Duration noticeTime() {
        return NOTICE_TIME;
    }

    @Override
    public VenueApi api(VenueInternals internals) {
        return new OkxApi(internals, limits, habits);
    }
}
