package io.quotegate.gateway.grpc;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.DiscardUnknownFieldsParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * Reads requests without the fields that they have and we do not know: as objects they would take many times the bytes
 * they came in. Any thread.
 */
final class KnownFields<T> implements MethodDescriptor.Marshaller<T> {
    private final MethodDescriptor.Marshaller<T> writer;
    private final Parser<? extends T> parser;

    private KnownFields(MethodDescriptor.Marshaller<T> writer, Parser<? extends T> parser) {
        this.writer = writer;
        this.parser = parser;
    }

    /** {@code method}, whose requests are read so if they are Protobuf. */
    static <ReqT, RespT> ServerMethodDefinition<ReqT, RespT> only(ServerMethodDefinition<ReqT, RespT> method) {
        MethodDescriptor<ReqT, RespT> descriptor = method.getMethodDescriptor();
        return ServerMethodDefinition.create(
                descriptor.toBuilder(of(descriptor.getRequestMarshaller()), descriptor.getResponseMarshaller())
                        .build(),
                method.getServerCallHandler());
    }

    @SuppressWarnings("unchecked") // a prototype's parser makes what the prototype is
    private static <T> MethodDescriptor.Marshaller<T> of(MethodDescriptor.Marshaller<T> marshaller) {
        return marshaller instanceof MethodDescriptor.PrototypeMarshaller<T> known
                        && known.getMessagePrototype() instanceof Message prototype
                ? new KnownFields<>(
                        marshaller, (Parser<? extends T>) DiscardUnknownFieldsParser.wrap(prototype.getParserForType()))
                : marshaller;
    }

    @Override
    public InputStream stream(T message) {
        return writer.stream(message);
    }

    @Override
    public T parse(InputStream in) {
        try {
            CodedInputStream coded = in instanceof KnownLength
                    ? CodedInputStream.newInstance(in.readNBytes(in.available()))
                    : CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE); // the message's length is looked at before
            T message = parser.parseFrom(coded);
            coded.checkLastTagWas(0);
            return message;
        } catch (InvalidProtocolBufferException e) {
            throw Status.INTERNAL
                    .withDescription("Invalid protobuf byte sequence")
                    .withCause(e)
                    .asRuntimeException();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
