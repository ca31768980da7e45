package io.quotegate.feed.sim.venue;

import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.push.VenuePushes;
import io.quotegate.feed.sim.replay.RecordedDialect;
import io.quotegate.feed.sim.server.VenueApi;
import java.time.Duration;

/** One venue as it is simulated: all that makes it differ from the others. Immutable: any thread. */
public interface VenueModel {
    /** How it spells and counts what is traded. */
    MarketRules rules();

    /** What it pushes. */
    VenuePushes pushes();

    /** How its recordings are read and played. */
    RecordedDialect recordings();

    /** What it allows its clients. */
    ConnectionLimits limits();

    /** After which a WebSocket connection is cut; zero for never. */
    Duration maxConnectionAge();

    /** How long before it cuts all connections it says so. */
    Duration noticeTime();

    /** What it offers its clients, for one simulation. */
    VenueApi api(VenueInternals internals);
}
