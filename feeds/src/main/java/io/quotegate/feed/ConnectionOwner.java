package io.quotegate.feed;

import io.quotegate.feed.dialect.DialectListener;
import io.quotegate.feed.dialect.VenueDialect;
import io.quotegate.feed.peer.HandshakeRefusal;

/** Hears of a {@link FeedConnection}'s life, on the feed loop. */
interface ConnectionOwner {
    /** Makes the connection's dialect, which tells {@code listener} what is no market data. */
    VenueDialect open(DialectListener listener);

    /** Hands were shaken; subscriptions are on their way. */
    void onOpen(FeedConnection connection);

    /** The venue answered something else than that hands are shaken; {@link #onEnd} follows. */
    void onHandshakeRefused(FeedConnection connection, HandshakeRefusal refusal);

    /** Whether what the connection is for is known to come; otherwise {@link #onInput} tells of each read. */
    boolean isLive();

    /** Input came; called before it is decoded. */
    void onInput(FeedConnection connection);

    /** A message could not be read. */
    void onBadMessage(String detail);

    /** A message was of no kind known here. */
    void onUnknownMessage();

    /** The venue does not serve a pair. */
    void onPairRefused(int instrumentId, String message);

    /** The venue refused a request as a whole. */
    void onRequestRefused(FeedConnection connection, String code, String message);

    /** The venue will cut this connection soon. */
    void onGoingAway(FeedConnection connection, String message);

    /** It is over; called exactly once. */
    void onEnd(FeedConnection connection, String reason);
}
