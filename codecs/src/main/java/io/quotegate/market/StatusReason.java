package io.quotegate.market;

import java.util.Locale;

/** Why a status event happened. The ordinal is stored in {@link StatusFlyweight}: append only. */
public enum StatusReason {
    /** The first frame of a connection arrived. */
    CONNECTED,
    /** The connection ended, whoever ended it. */
    DISCONNECTED,
    /** Connecting or shaking hands failed. */
    CONNECT_FAILED,
    /** Nothing came from the venue for {@code feeds.stale-after}. */
    STALE,
    /**
     * Nothing came for this pair for {@code feeds.pair-stale-after} while the standby moved, or nothing that could be
     * taken.
     */
    PAIR_STALE,
    /** The venue sends again after a silence. */
    RESUMED,
    /** The preferred venue sent its first quote, at start. */
    PREFERRED,
    /** The preferred venue has been healthy for {@code feeds.fail-back-after}. */
    FAIL_BACK,
    /** The venue refused the pair. */
    REFUSED,
    /** Trade numbers jumped. */
    TRADES_MISSED,
    /** Trades were made outside the quoted bid and ask for {@code feeds.pair-stale-after}. */
    TRADES_DISAGREE,
    /** A venue's price of the pair and that of the venue that serves it were more than 20% apart for ten seconds. */
    PRICES_DISAGREE,
    /** These prices are near each other again. */
    PRICES_AGREE,
    /** The venue took the pair, and on the connection that it took it on it has not quoted it for 30 s. */
    NO_DATA,
    /** What a venue sent of a pair's book did not follow what came before, or cannot be. */
    BOOK_GAP,
    /** The pair is served from now on. */
    PAIR_ADDED,
    /** The pair is not served any more. */
    PAIR_REMOVED,
    /** Everything comes from another feed node of the cluster than before, which numbers anew. */
    FEED_NODE,
    /** No feed node of the cluster was heard for three heartbeats. */
    FEED_SILENT,
    /** Records of the feed node did not arrive. */
    RECORDS_LOST;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
