package io.quotegate.monitoring;

import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.service.status.GatewayStatus;
import java.util.List;

/** How the venues are that quotes come from, whoever is connected to them. Any thread. */
public interface MarketVenues {
    /** Those that are connected, the preferred one first, then the others. */
    List<GatewayStatus.VenueStatus> all();

    /** Those that serve a pair. */
    List<Venue> of(Instrument pair);

    /** Whether quotes come from any. */
    boolean isLive();

    /** What is not as it should be, one phrase each. */
    List<String> reasons();
}
