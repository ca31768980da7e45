package io.quotegate.feed.dialect;

/** Hears what a venue says beside market data, in terms all venues share, on the feed loop. */
public interface DialectListener {
    /** The number of a request that is not told. */
    int NO_NUMBER = -1;

    /** Everything that a request subscribes to was taken. */
    void onRequestTaken(int number);

    /** Something of a pair was taken. */
    void onPairTaken(int instrumentId);

    /** The venue does not serve this pair. */
    void onPairRefused(int instrumentId, String message);

    /**
     * A request was refused, for one of its pairs or for all.
     *
     * @param number of the request, or {@link #NO_NUMBER}
     */
    void onRequestRefused(int number, String message);

    /** A request was refused, whatever it asks for: the venue wants to be left alone for a while. */
    void onNotNow(String code, String message);

    /** The venue will cut this connection soon: open another one first. */
    void onGoingAway(String message);
}
