package io.quotegate.feed;

/** Hears what a venue says beside market data, in terms all venues share, on the feed loop. */
public interface DialectListener {
    /** A subscription was acknowledged. */
    void onSubscribed();

    /** The venue does not serve this pair. */
    void onPairRefused(int instrumentId, String message);

    /** A request was refused as a whole. */
    void onRequestRefused(String code, String message);

    /** The venue will cut this connection soon: open another one first. */
    void onGoingAway(String message);
}
