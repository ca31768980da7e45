package io.quotegate.codec.grpc;

import java.util.concurrent.TimeUnit;

/**
 * The value of the header {@code grpc-timeout}: at most eight digits and a unit. Any thread.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests">gRPC over HTTP/2, Timeout</a>
 */
public final class GrpcTimeout {
    /** What {@link #parseNs} answers for what is no timeout. */
    public static final long MALFORMED = -1;

    private static final int MOST_DIGITS = 8;

    private GrpcTimeout() {}

    /** Nanoseconds, at most {@code Long.MAX_VALUE} of them, or {@link #MALFORMED}. */
    public static long parseNs(CharSequence text) {
        int digits = text.length() - 1;
        if (digits < 1 || digits > MOST_DIGITS) {
            return MALFORMED;
        }
        long value = 0;
        for (int i = 0; i < digits; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return MALFORMED;
            }
            value = value * 10 + digit;
        }
        return switch (text.charAt(digits)) {
            case 'H' -> TimeUnit.HOURS.toNanos(value);
            case 'M' -> TimeUnit.MINUTES.toNanos(value);
            case 'S' -> TimeUnit.SECONDS.toNanos(value);
            case 'm' -> TimeUnit.MILLISECONDS.toNanos(value);
            case 'u' -> TimeUnit.MICROSECONDS.toNanos(value);
            case 'n' -> value;
            default -> MALFORMED;
        };
    }
}
