package io.quotegate.feed;

import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.market.StatusReason;

/** What the connections of a {@link VenueLane} are for, and what it means that there is one. Confined to the feed loop. */
interface LaneRole {
    /** What they bring, as people are told it. */
    String brings();

    /** Whether it is connected before those that do not come first, where the venue's limit makes either wait. */
    boolean comesFirst();

    /** Where the connection that is opened now is to report to. */
    ConnectionSink sink();

    /** What that connection must know of its venue. */
    VenueDialect dialect(DialectListener listener);

    /** Hands were shaken. */
    void opened();

    /** It is over, after hands were shaken. */
    void closed();

    /** {@code lane} has no connection. */
    void waits(VenueLane lane, VenueState state);

    /** {@code lane} lost its connection, or could not get one. */
    void lost(VenueLane lane, String what);

    /** {@code lane} has nothing left. */
    void down(VenueLane lane, StatusReason reason);

    /** The venue does not serve a pair. */
    void refused(int instrumentId, String message);

    /** Input came while it was not live. */
    void heard();

    /** Whether what the lane is for is there. */
    boolean isLive();

    /** Whether it has been there for long enough. */
    boolean isHealthy(long nowNs);

    /** Whether what {@code next} replaces is needed no more. */
    boolean canTakeOver(FeedConnection next);
}
