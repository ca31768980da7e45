package io.quotegate.api;

import java.util.Locale;

/**
 * What can be wrong with a request, the same on every protocol.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-15">RFC 9110 §15, HTTP status codes</a>
 * @see <a href="https://grpc.github.io/grpc/core/md_doc_statuscodes.html">gRPC status codes</a>
 */
public enum ErrorCode {
    BAD_REQUEST(400, 3),
    UNAUTHENTICATED(401, 16),
    FORBIDDEN(403, 7),
    UNKNOWN_PAIR(404, 5),
    UNKNOWN_FILE(404, 5),
    UNKNOWN_CURRENCY(404, 5),
    NOT_FOUND(404, 5),
    STALE(409, 9),
    TOO_LARGE(413, 8),
    LIMIT(429, 8),
    INTERNAL(500, 13),
    UNSUPPORTED(501, 12),
    NO_DATA(503, 9);

    private final String wireName = name().toLowerCase(Locale.ROOT);
    private final int httpStatus;
    private final int grpcStatus;

    ErrorCode(int httpStatus, int grpcStatus) {
        this.httpStatus = httpStatus;
        this.grpcStatus = grpcStatus;
    }

    /** The spelling in messages, {@code unknown_pair}. */
    public String wireName() {
        return wireName;
    }

    public int httpStatus() {
        return httpStatus;
    }

    public int grpcStatus() {
        return grpcStatus;
    }
}
