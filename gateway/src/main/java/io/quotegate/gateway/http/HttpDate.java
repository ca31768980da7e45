package io.quotegate.gateway.http;

import io.netty.util.AsciiString;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Times as header fields say them. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-5.6.7">RFC 9110 §5.6.7</a>
 */
public final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private record Second(long epochSecond, AsciiString text) {}

    private static volatile Second last = second(0); // immutable; a race only makes it twice

    private HttpDate() {}

    /** The value of {@code Date}, put together once a second. */
    public static AsciiString now() {
        long now = System.currentTimeMillis() / 1000;
        Second current = last;
        if (current.epochSecond() != now) {
            current = second(now);
            last = current;
        }
        return current.text();
    }

    private static Second second(long epochSecond) {
        return new Second(epochSecond, of(Instant.ofEpochSecond(epochSecond)));
    }

    /** How {@code time} is said, to the second. */
    public static AsciiString of(Instant time) {
        return new AsciiString(FORMAT.format(time));
    }

    /** The time that {@code date} says; null if it says none. */
    public static @Nullable Instant parse(CharSequence date) {
        try {
            return ZonedDateTime.parse(date, FORMAT).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
