package io.quotegate.gateway.grpc;

import io.grpc.KnownLength;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;

/** The bytes of one whole message, from which Protobuf's marshaller reads without growing an array. */
final class KnownLengthInput extends ByteBufInputStream implements KnownLength {
    KnownLengthInput(ByteBuf message) {
        super(message);
    }
}
