package io.quotegate.feed.peer;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/**
 * How long a venue says that it is not to be asked again. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-10.2.3">RFC 9110 §10.2.3</a>
 */
public final class RetryAfter {
    private static final Duration LONGEST = Duration.ofDays(3); // Binance's longest ban: nobody means more

    private RetryAfter() {}

    /**
     * What {@code headers} say, which came at {@code epochNs}; zero where they do not say it, and no more than the longest ban
     * that there is.
     */
    public static Duration of(HttpHeaders headers, long epochNs) {
        String said = headers.get(HttpHeaderNames.RETRY_AFTER, "");
        Duration wait = Duration.ZERO;
        if (said.matches("[0-9]{1,9}")) {
            wait = Duration.ofSeconds(Long.parseLong(said));
        } else if (!said.isEmpty()) {
            try {
                Instant until = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(said));
                wait = Duration.between(Instant.EPOCH.plusNanos(epochNs), until);
            } catch (DateTimeException e) {
                return Duration.ZERO; // neither seconds nor a date: as if it had said nothing
            }
        }
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
