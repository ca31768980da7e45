package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.feed.origin.VenueOrigin;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a venue over REST. Blocks: not for event loops. Any thread. */
public final class VenueRest {
    private static final long MAX_BYTES = 4 * 1024 * 1024;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI base;
    private final VenueOrigin origin;
    private final Duration timeout;

    /**
     * Asks one venue.
     *
     * @param base   to which {@code /api/...} is appended
     * @param origin told by each answer whether the venue is real
     */
    public VenueRest(URI base, VenueOrigin origin) {
        this(base, origin, TIMEOUT);
    }

    /** @param timeout for the whole of an exchange, from connecting to the last byte of the answer */
    VenueRest(URI base, VenueOrigin origin, Duration timeout) {
        this.base = base;
        this.origin = origin;
        this.timeout = timeout;
    }

    /** What a venue answered. */
    public record Reply(int status, byte[] body, HttpResponse<?> response) {
        public boolean isOk() {
            return status == 200;
        }

        /** The whole number in a header, if there is one. */
        public OptionalLong number(String header) {
            String value = response.headers().firstValue(header).orElse("");
            return value.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
        }

        /** Whether the answer has {@code code} as its code, which is a JSON text. */
        public boolean hasCode(String code) {
            return new String(body, 0, Math.min(body.length, 200), UTF_8)
                    .replace(" ", "")
                    .contains("\"code\":" + code);
        }

        /** What went wrong, in a line. */
        public String problem() {
            String text = new String(body, 0, Math.min(body.length, 200), UTF_8);
            return "HTTP " + status + ' ' + text;
        }
    }

    /** {@code text} as the value of a parameter, percent-encoded. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Asks for {@code pathAndQuery}. */
    public Reply get(String pathAndQuery) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(trimmed(base) + pathAndQuery)).build();
        HttpResponse<byte[]> response = whole(CLIENT.sendAsync(request, head -> new LimitedBody(MAX_BYTES)));
        Reply reply = new Reply(response.statusCode(), response.body(), response);
        boolean simulated = response.headers()
                .firstValue(VenueOrigin.HEADER)
                .filter("true"::equalsIgnoreCase)
                .isPresent();
        if (simulated || reply.isOk()) { // an error may be somebody else's on the way
            origin.tell(simulated);
        }
        return reply;
    }

    /** The client's own timeout ends with the head of an answer; a body that stops half way would be waited for for ever. */
    private HttpResponse<byte[]> whole(CompletableFuture<HttpResponse<byte[]>> exchange)
            throws IOException, InterruptedException {
        try {
            return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            exchange.cancel(true); // closes the connection, unless the answer has come
        }
    }

    private static String trimmed(URI base) {
        String text = base.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }
}
