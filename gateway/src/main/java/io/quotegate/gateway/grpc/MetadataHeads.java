package io.quotegate.gateway.grpc;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.grpc.InternalMetadata;
import io.grpc.Metadata;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.HttpFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns header fields into gRPC metadata and back: names that end with {@code -bin} carry bytes, in Base64 on the wire.
 * Any thread.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests">gRPC over HTTP/2, Custom-Metadata</a>
 */
final class MetadataHeads {
    private static final byte[] BINARY_SUFFIX = Metadata.BINARY_HEADER_SUFFIX.getBytes(US_ASCII);
    /** In one field: each becomes a value of its own, however short. */
    private static final int MOST_VALUES = 64;

    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();
    private static final Base64.Decoder DECODER = Base64.getDecoder();

    private MetadataHeads() {}

    /**
     * The metadata that {@code head} carries.
     *
     * @throws IllegalArgumentException if a binary value is not Base64, or too many are in one field
     */
    static Metadata metadata(HttpFields head) {
        List<byte[]> fields = new ArrayList<>(2 * head.count());
        for (int i = 0; i < head.count(); i++) {
            byte[] key = bytes(head.name(i));
            if (isBinary(key)) {
                addBinary(fields, key, head.value(i));
            } else {
                fields.add(key);
                fields.add(bytes(head.value(i)));
            }
        }
        return InternalMetadata.newMetadata(fields.toArray(new byte[0][]));
    }

    /** Several values may have been joined by commas on the way. */
    private static void addBinary(List<byte[]> fields, byte[] key, AsciiString value) {
        String[] values = value.toString().split(",", MOST_VALUES + 1);
        if (values.length > MOST_VALUES) {
            throw new IllegalArgumentException("more than " + MOST_VALUES + " values in one field");
        }
        for (String one : values) {
            fields.add(key);
            fields.add(decoded(one.strip()));
        }
    }

    private static byte[] decoded(String value) {
        try {
            return DECODER.decode(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("a -bin value that is not Base64", e);
        }
    }

    /** Adds what {@code metadata} carries to {@code head}. */
    static void add(Metadata metadata, HttpFields.Builder head) {
        byte[] @Nullable [] fields = InternalMetadata.serialize(metadata);
        if (fields == null) {
            return;
        }
        for (int i = 0; i + 1 < fields.length; i += 2) {
            byte[] name = fields[i];
            byte[] value = isBinary(name) ? ENCODER.encode(fields[i + 1]) : fields[i + 1];
            head.add(new AsciiString(name, false), new AsciiString(value, false));
        }
    }

    static boolean isEmpty(Metadata metadata) {
        return InternalMetadata.headerCount(metadata) == 0;
    }

    private static boolean isBinary(byte[] name) {
        int from = name.length - BINARY_SUFFIX.length;
        return from > 0 && Arrays.equals(name, from, name.length, BINARY_SUFFIX, 0, BINARY_SUFFIX.length);
    }

    private static byte[] bytes(AsciiString text) {
        return text.isEntireArrayUsed() ? text.array() : text.toByteArray();
    }
}
