package io.quotegate.codec.okx;

/** Hears what OKX says beside market data, message by message, on the feed loop. */
public interface OkxListener {
    /** A subscription was acknowledged, one call per channel and instrument. */
    void onSubscribed(OkxChannel channel, int instrumentId);

    void onUnsubscribed(OkxChannel channel, int instrumentId);

    /**
     * A request was refused, or something in it; codes are OKX's (60012, 60018, ...). The connection stays open.
     *
     * @param id of the request; empty where the venue does not tell it
     */
    void onError(String id, String code, String message);

    /** The connection will be cut soon (code 64008): open another first. */
    void onNotice(String code, String message);

    /** Answer to a text {@code ping}. */
    void onPong();
}
