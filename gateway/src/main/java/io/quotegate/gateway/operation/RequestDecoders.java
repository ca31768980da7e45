package io.quotegate.gateway.operation;

import io.quotegate.api.ClientRequest;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.gateway.fanout.WireFormat;

/** Reads requests in either payload format. Any thread. */
public record RequestDecoders(JsonRequestDecoder json, ProtoRequestDecoder proto) {
    /** The request in {@code bytes[from..to)}, which came in {@code format}. */
    public ClientRequest decode(WireFormat format, byte[] bytes, int from, int to) {
        return format.payload() == WireFormat.Payload.PROTO
                ? proto.decode(bytes, from, to)
                : json.decode(bytes, from, to);
    }
}
