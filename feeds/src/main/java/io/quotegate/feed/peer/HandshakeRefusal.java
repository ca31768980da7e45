package io.quotegate.feed.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;

/**
 * What a venue answered instead of shaking hands. Any thread.
 *
 * @param text what to tell people: the status and the first line of the body
 * @param isOfPlace whether it does not serve those who are where we are; another endpoint of the venue may
 * @param delay how long the venue is not to be asked again; zero where it did not say and does not have to
 * @param isTooMany whether it counted more than it allows, and did not say when it may be asked again
 */
public record HandshakeRefusal(String text, boolean isOfPlace, Duration delay, boolean isTooMany) {
    private static final int TOO_MANY = 429;
    private static final int TEAPOT = 418; // Binance: banned for not heeding 429
    private static final int FORBIDDEN_HERE = 403;
    private static final int LEGAL_REASONS = 451; // where we are
    private static final Duration BANNED = Duration.ofMinutes(1);
    private static final Duration FORBIDDEN = Duration.ofMinutes(5);

    /** Of a {@code response} that came at {@code epochNs}. */
    public static HandshakeRefusal of(FullHttpResponse response, long epochNs) {
        HttpResponseStatus status = response.status();
        String body = response.content().toString(UTF_8).strip();
        String line = body.lines().findFirst().orElse("");
        String text = "HTTP " + status.code() + ' ' + status.reasonPhrase();
        Duration asked = RetryAfter.of(response.headers(), epochNs);
        Duration least = leastWait(status.code());
        return new HandshakeRefusal(
                PeerText.shown(line.isEmpty() ? text : text + ": " + line),
                status.code() == FORBIDDEN_HERE || status.code() == LEGAL_REASONS,
                asked.isZero() ? least : asked,
                asked.isZero() && status.code() == TOO_MANY);
    }

    private static Duration leastWait(int status) {
        return switch (status) {
            case TEAPOT -> BANNED;
            case FORBIDDEN_HERE, LEGAL_REASONS -> FORBIDDEN;
            default -> Duration.ZERO;
        };
    }
}
