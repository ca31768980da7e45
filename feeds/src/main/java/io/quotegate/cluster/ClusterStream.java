package io.quotegate.cluster;

import org.jspecify.annotations.Nullable;

/** What travels by itself, in an order and with numbers of its own. The ordinal is sent: append only. */
enum ClusterStream {
    /** Quotes, status events, and what keeps the cluster together: heartbeats, names of pairs. */
    QUOTES,
    TRADES,
    BOOKS,
    /** From gateways to the feed node. */
    REQUESTS;

    /** How many a feed node publishes: all but the last. */
    static final int PUBLISHED = 3;

    private static final ClusterStream[] VALUES = values();

    /** The stream sent as {@code code}; null if there is none. */
    static @Nullable ClusterStream ofCode(int code) {
        return code >= 0 && code < VALUES.length ? VALUES[code] : null;
    }
}
