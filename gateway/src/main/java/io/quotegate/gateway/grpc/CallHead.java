package io.quotegate.gateway.grpc;

import io.grpc.Decompressor;
import io.grpc.DecompressorRegistry;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.RequestHead;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the head of a request says of the call itself. Immutable: any thread. */
record CallHead(RequestHead request) {
    private static final AsciiString TIMEOUT = AsciiString.cached("grpc-timeout");
    private static final AsciiString ENCODING = AsciiString.cached("grpc-encoding");
    private static final AsciiString ACCEPTED = AsciiString.cached("grpc-accept-encoding");
    private static final String IDENTITY = "identity";

    @Nullable
    CharSequence timeout() {
        return request.field(TIMEOUT);
    }

    /** How messages are compressed. */
    String encoding() {
        CharSequence given = request.field(ENCODING);
        return given == null ? IDENTITY : given.toString();
    }

    static boolean isPlain(String encoding) {
        return encoding.equals(IDENTITY);
    }

    /** What unpacks messages that are compressed as {@code encoding} says; null if nothing here does. */
    static @Nullable Decompressor decompressor(String encoding) {
        return DecompressorRegistry.getDefaultInstance().lookupDecompressor(encoding);
    }

    /** How the client lets messages be compressed. */
    Set<String> accepted() {
        CharSequence given = request.field(ACCEPTED);
        return given == null
                ? Set.of()
                : Arrays.stream(given.toString().split(",")).map(String::strip).collect(Collectors.toSet());
    }

    @Nullable
    String authority() {
        AsciiString given = request.authority();
        return given == null ? null : given.toString();
    }
}
