package io.quotegate.bench.wire.server;

import java.util.Locale;

/** The servers that the gateway is compared with. */
public enum PeerKind {
    /** Batched writes and nothing else: what this design costs at least. */
    FLOOR,
    /** Plain Netty. */
    NETTY,
    /** Vert.x. */
    VERTX,
    /** Jetty. */
    JETTY,
    /** Undertow. */
    UNDERTOW,
    /** grpc-java's own server. */
    GRPC_NETTY;

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Whether it can answer requests. */
    public boolean answers() {
        return this != FLOOR && this != GRPC_NETTY;
    }

    /** Whether it answers plain requests of HTTP/1.1 too. */
    public boolean answersHttp() {
        return this == VERTX || this == JETTY || this == UNDERTOW;
    }

    /** Whether it answers plain requests of HTTP/2. */
    public boolean answersHttp2() {
        return this == VERTX || this == JETTY;
    }

    /** Whether it answers calls of gRPC. */
    public boolean answersCalls() {
        return this == GRPC_NETTY;
    }

    /** Whether it answers requests in length-prefixed frames too. */
    public boolean answersFrames() {
        return this == NETTY;
    }

    /** Lower-case name, as the options spell it. */
    public String wireName() {
        return wireName;
    }
}
