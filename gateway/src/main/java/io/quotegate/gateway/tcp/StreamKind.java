package io.quotegate.gateway.tcp;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.session.Protocol;

/** The two ways in which messages follow one another on a plain connection. */
public enum StreamKind {
    /**
     * Behind a 4-byte length. A payload that opens with a brace is JSON, any other a Protobuf {@code ClientFrame} (which
     * cannot: it would be field 15 as a group).
     */
    FRAMES(Protocol.FRAMES) {
        @Override
        WireFormat format(byte firstByte) {
            return firstByte == '{' ? WireFormat.FRAME_JSON : WireFormat.FRAME_PROTO;
        }
    },
    /** Bare JSON objects. */
    JSON(Protocol.JSON) {
        @Override
        WireFormat format(byte firstByte) {
            return WireFormat.LINE_JSON;
        }
    };

    private final Protocol protocol;

    StreamKind(Protocol protocol) {
        this.protocol = protocol;
    }

    /** What counters call it. */
    public Protocol protocol() {
        return protocol;
    }

    /** The format a message that begins with {@code firstByte} is in, and is answered in. */
    abstract WireFormat format(byte firstByte);
}
