package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.peer.RetryAfter;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.text.FailureText;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Asks a venue over REST, at one of its endpoints, and where that does not serve at the next. Blocks: not for event
 * loops. Any thread.
 */
public final class VenueRest {
    /** Most of an answer, packed or not. */
    static final int MAX_BYTES = 4 * 1024 * 1024;

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final int FORBIDDEN = 403;
    private static final int LEGAL_REASONS = 451;

    private final EndpointTurn endpoints;
    private final VenueOrigin origin;
    private final RestClient client;
    private final Duration timeout;
    private final int mostBytes;

    /**
     * Asks one venue.
     *
     * @param endpoints to each of which {@code /api/...} can be appended, the best first
     * @param origin    told by each answer whether the venue is real
     */
    public VenueRest(List<Route> endpoints, VenueOrigin origin, RestClient client) {
        this(endpoints, origin, client, TIMEOUT, MAX_BYTES);
    }

    /** Asks one venue, whose answers may have so many bytes. */
    public static VenueRest ofLongAnswers(List<Route> endpoints, VenueOrigin origin, RestClient client, int mostBytes) {
        return new VenueRest(endpoints, origin, client, TIMEOUT, mostBytes);
    }

    /** @param timeout for the whole of an answer, from connecting to its last byte, at however many endpoints */
    VenueRest(List<Route> endpoints, VenueOrigin origin, RestClient client, Duration timeout) {
        this(endpoints, origin, client, timeout, MAX_BYTES);
    }

    private VenueRest(List<Route> endpoints, VenueOrigin origin, RestClient client, Duration timeout, int mostBytes) {
        this.endpoints = new EndpointTurn(endpoints);
        this.origin = origin;
        this.client = client;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
    }

    /** What a venue answered. */
    public record Reply(int status, byte[] body, HttpHeaders headers) {
        public boolean isOk() {
            return status == 200;
        }

        /** Whether it says that it does not serve those who are where we are; another endpoint may. */
        boolean isRefusal() {
            return status == FORBIDDEN || status == LEGAL_REASONS;
        }

        /** The whole number in a header, if there is one. */
        public OptionalLong number(String header) {
            String value = headers.get(header, "");
            return value.matches("[0-9]{1,9}") ? OptionalLong.of(Long.parseLong(value)) : OptionalLong.empty();
        }

        /** How long the venue says that it is not to be asked again; {@code usual} where it does not say. */
        public Duration retryAfter(Duration usual) {
            long nowNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
            Duration said = RetryAfter.of(headers, nowNs);
            return said.isZero() ? usual : said;
        }

        /** Whether the answer has {@code code} as its code, which is a JSON text. */
        public boolean hasCode(String code) {
            return new String(body, 0, Math.min(body.length, 200), UTF_8)
                    .replace(" ", "")
                    .contains("\"code\":" + code);
        }

        /** What went wrong, in a line. */
        public String problem() {
            String text = new String(body, 0, Math.min(body.length, 200), UTF_8).replaceAll("\\p{Cntrl}+", " ");
            return "HTTP " + status + ' ' + text;
        }
    }

    /** {@code text} as the value of a parameter, percent-encoded. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    /** Asks for {@code pathAndQuery}. */
    public Reply get(String pathAndQuery) throws IOException, InterruptedException {
        return get(pathAndQuery, Map.of());
    }

    /** The same with {@code headers} beside those that every question has. */
    public Reply get(String pathAndQuery, Map<String, String> headers) throws IOException, InterruptedException {
        RestQuestion question = new RestQuestion(pathAndQuery, headers, mostBytes);
        long untilNs = System.nanoTime() + timeout.toNanos();
        for (int left = endpoints.count(); ; left--) {
            long nowNs = System.nanoTime();
            Route route = endpoints.route(nowNs);
            try {
                Reply reply = ask(route, question, Duration.ofNanos(Math.max(1, (untilNs - nowNs) / left)));
                if (!reply.isRefusal()) {
                    return reply;
                }
                endpoints.failed(route);
                if (left == 1) {
                    return reply;
                }
            } catch (IOException e) {
                endpoints.failed(route);
                if (left == 1) {
                    throw e;
                }
            }
        }
    }

    /** Makes of an answer what it tells of the past, on the thread that asks. */
    @FunctionalInterface
    public interface Reading {
        HistoryAnswer read(Reply reply) throws IOException, InterruptedException;
    }

    /**
     * Asks for something of the past: what {@code reading} makes of the answer, unless {@code refusal} says what else it is; a
     * failure where there is none that can be read.
     *
     * @param refusal null for an answer that is to be read
     */
    public HistoryAnswer history(
            String pathAndQuery,
            Map<String, String> headers,
            Function<Reply, @Nullable HistoryAnswer> refusal,
            Reading reading)
            throws InterruptedException {
        try {
            Reply reply = get(pathAndQuery, headers);
            HistoryAnswer refused = refusal.apply(reply);
            return refused == null ? reading.read(reply) : refused;
        } catch (IOException e) {
            return new HistoryAnswer.Failed(FailureText.of(e));
        }
    }

    private Reply ask(Route route, RestQuestion question, Duration limit) throws IOException, InterruptedException {
        RestAnswer answer = whole(client.get(route, question, limit), limit);
        if (answer.status() / 100 == 3) {
            throw new IOException("HTTP " + answer.status() + ": redirected, which is not followed");
        }
        Reply reply = new Reply(answer.status(), unpacked(answer, question), answer.headers());
        boolean simulated = reply.headers().contains(VenueOrigin.HEADER, "true", true);
        if (simulated || reply.isOk()) { // an error may be somebody else's on the way
            origin.tell(simulated);
        }
        return reply;
    }

    private static RestAnswer whole(CompletableFuture<RestAnswer> answer, Duration limit)
            throws IOException, InterruptedException {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            if (cause instanceof TimeoutException) {
                throw new IOException("no whole answer within " + (limit.toNanos() + 999_999) / 1_000_000 + " ms", e);
            }
            throw cause instanceof IOException failure ? failure : new IOException(cause);
        } finally {
            answer.cancel(true); // closes the connection, unless the answer has come
        }
    }

    /** On the thread that asks: the loop is not kept from its other connections. */
    private static byte[] unpacked(RestAnswer answer, RestQuestion question) throws IOException {
        String encoding = answer.headers().get(HttpHeaderNames.CONTENT_ENCODING, "identity");
        if (encoding.equalsIgnoreCase("identity") || answer.body().length == 0) {
            return answer.body();
        }
        if (!encoding.equalsIgnoreCase("gzip") && !encoding.equalsIgnoreCase("x-gzip")) {
            throw new IOException("body: packed in a way that nobody asked for");
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            byte[] body = in.readNBytes(question.mostBytes() + 1);
            if (body.length > question.mostBytes()) {
                throw new IOException(question.tooLong());
            }
            return body;
        } catch (EOFException | ZipException e) {
            throw new IOException("body: not packed as it says", e);
        }
    }
}
