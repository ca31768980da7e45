package io.quotegate.gateway.session;

import java.util.Locale;

/** What a connection speaks, as counters name it. */
public enum Protocol {
    /** Not told yet. */
    UNKNOWN,
    FRAMES,
    JSON,
    HTTP,
    SSE,
    WEBSOCKET,
    /** A connection; what its streams speak counts by itself. */
    HTTP2,
    /** A call. */
    GRPC;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    public String wireName() {
        return wireName;
    }
}
