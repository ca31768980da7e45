package io.quotegate.gateway.fanout;

import io.quotegate.gateway.session.Protocol;

/** A message format together with the framing it travels in. */
public enum WireFormat {
    /** Length-prefixed JSON. */
    FRAME_JSON(Payload.JSON),
    /** Length-prefixed {@code ServerFrame}. */
    FRAME_PROTO(Payload.PROTO),
    /** Bare JSON, a line each. */
    LINE_JSON(Payload.JSON),
    /** WebSocket text messages. */
    WEBSOCKET_JSON(Payload.JSON),
    /** WebSocket text messages, compressed. */
    WEBSOCKET_JSON_DEFLATED(Payload.JSON),
    /** WebSocket binary messages. */
    WEBSOCKET_PROTO(Payload.PROTO),
    /** WebSocket binary messages, compressed. */
    WEBSOCKET_PROTO_DEFLATED(Payload.PROTO),
    /** Server-Sent Events. */
    SSE(Payload.JSON),
    /** Bare messages of a call, each behind its five bytes. Of markets, quotes only. */
    GRPC(Payload.PROTO),
    /** The same in Base64, for gRPC-Web. */
    GRPC_TEXT(Payload.PROTO);

    private static final int COUNT = values().length;

    private final Payload payload;

    WireFormat(Payload payload) {
        this.payload = payload;
    }

    /** What is inside the framing. */
    public enum Payload {
        JSON,
        PROTO
    }

    public Payload payload() {
        return payload;
    }

    /** Whose framing it is. */
    Protocol protocol() {
        return switch (this) {
            case FRAME_JSON, FRAME_PROTO -> Protocol.FRAMES;
            case LINE_JSON -> Protocol.JSON;
            case WEBSOCKET_JSON, WEBSOCKET_JSON_DEFLATED, WEBSOCKET_PROTO, WEBSOCKET_PROTO_DEFLATED ->
                Protocol.WEBSOCKET;
            case SSE -> Protocol.SSE;
            case GRPC, GRPC_TEXT -> Protocol.GRPC;
        };
    }

    /** Whether it carries the messages of a call, which no {@code ServerFrame} is around. */
    public boolean isCall() {
        return this == GRPC || this == GRPC_TEXT;
    }

    static int count() {
        return COUNT;
    }
}
