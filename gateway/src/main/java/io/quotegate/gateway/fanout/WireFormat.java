package io.quotegate.gateway.fanout;

import io.quotegate.api.PushFormat;
import io.quotegate.gateway.session.Protocol;
import org.jspecify.annotations.Nullable;

/** A message format together with the framing it travels in. */
public enum WireFormat {
    /** Length-prefixed JSON. */
    FRAME_JSON(Payload.JSON),
    /** Length-prefixed {@code ServerFrame}. */
    FRAME_PROTO(Payload.PROTO),
    /** Bare JSON, a line each. */
    LINE_JSON(Payload.JSON),
    /** Length-prefixed SBE; answers are JSON. */
    FRAME_SBE(Payload.SBE),
    /** WebSocket text messages. */
    WEBSOCKET_JSON(Payload.JSON),
    /** WebSocket text messages, compressed. */
    WEBSOCKET_JSON_DEFLATED(Payload.JSON, Compression.EACH),
    /** The same, in one stream for each group of subscribers. */
    WEBSOCKET_JSON_TAKEOVER(Payload.JSON, Compression.STREAM),
    /** WebSocket binary messages. */
    WEBSOCKET_PROTO(Payload.PROTO),
    /** WebSocket binary messages, compressed. */
    WEBSOCKET_PROTO_DEFLATED(Payload.PROTO, Compression.EACH),
    /** The same, in one stream for each group of subscribers. */
    WEBSOCKET_PROTO_TAKEOVER(Payload.PROTO, Compression.STREAM),
    /** WebSocket binary messages of SBE; answers are JSON in text messages. */
    WEBSOCKET_SBE(Payload.SBE),
    /** The same, all of them compressed. */
    WEBSOCKET_SBE_DEFLATED(Payload.SBE, Compression.EACH),
    /** The same, in one stream for each group of subscribers. */
    WEBSOCKET_SBE_TAKEOVER(Payload.SBE, Compression.STREAM),
    /** Server-Sent Events. */
    SSE(Payload.JSON),
    /** Bare messages of a call, each behind its five bytes. Of markets, quotes, books and candles only. */
    GRPC(Payload.PROTO),
    /** The same in Base64, for gRPC-Web. */
    GRPC_TEXT(Payload.PROTO);

    private static final WireFormat[] VALUES = values();

    private final Payload payload;
    private final Compression compression;

    WireFormat(Payload payload) {
        this(payload, Compression.NONE);
    }

    WireFormat(Payload payload, Compression compression) {
        this.payload = payload;
        this.compression = compression;
    }

    /** What is made smaller by what. */
    public enum Compression {
        NONE,
        /** Each message by itself. */
        EACH,
        /** What a group is pushed by what it was pushed before; what goes to one client alone is as it is. */
        STREAM
    }

    /** What is inside the framing. */
    public enum Payload {
        JSON,
        PROTO,
        /** Pushes only: what is asked and answered beside them is JSON. */
        SBE
    }

    public Payload payload() {
        return payload;
    }

    /** Whose framing it is. */
    Protocol protocol() {
        return switch (this) {
            case FRAME_JSON, FRAME_PROTO, FRAME_SBE -> Protocol.FRAMES;
            case LINE_JSON -> Protocol.JSON;
            case WEBSOCKET_JSON,
                    WEBSOCKET_JSON_DEFLATED,
                    WEBSOCKET_JSON_TAKEOVER,
                    WEBSOCKET_PROTO,
                    WEBSOCKET_PROTO_DEFLATED,
                    WEBSOCKET_PROTO_TAKEOVER,
                    WEBSOCKET_SBE,
                    WEBSOCKET_SBE_DEFLATED,
                    WEBSOCKET_SBE_TAKEOVER -> Protocol.WEBSOCKET;
            case SSE -> Protocol.SSE;
            case GRPC, GRPC_TEXT -> Protocol.GRPC;
        };
    }

    /** The one that answers come in where pushes come in this. */
    public WireFormat ofAnswers() {
        return switch (this) {
            case FRAME_SBE -> FRAME_JSON;
            case WEBSOCKET_SBE -> WEBSOCKET_JSON;
            case WEBSOCKET_SBE_DEFLATED -> WEBSOCKET_JSON_DEFLATED;
            case WEBSOCKET_SBE_TAKEOVER -> WEBSOCKET_JSON_TAKEOVER;
            default -> this;
        };
    }

    /** Whether each message is compressed by itself. */
    boolean isDeflated() {
        return compression == Compression.EACH;
    }

    /** Whether what a group is pushed may refer to what it was pushed before. */
    public boolean takesOver() {
        return compression == Compression.STREAM;
    }

    /** The same over WebSocket, compressed so. */
    public WireFormat compressed(Compression how) {
        for (WireFormat format : VALUES) {
            if (format.payload == payload && format.protocol() == Protocol.WEBSOCKET && format.compression == how) {
                return format;
            }
        }
        throw new IllegalStateException("format: " + this + " (expected: of WebSocket)");
    }

    /**
     * The one in which a client that asked in this one, which is not of Protobuf, is pushed {@code format}; null where it
     * cannot be.
     */
    public @Nullable WireFormat of(PushFormat format) {
        return switch (format) {
            case JSON -> ofAnswers();
            case SBE -> payload == Payload.SBE ? this : this == FRAME_JSON ? FRAME_SBE : null;
        };
    }

    /** Whether it carries the messages of a call, which no {@code ServerFrame} is around. */
    public boolean isCall() {
        return this == GRPC || this == GRPC_TEXT;
    }

    static int count() {
        return VALUES.length;
    }
}
