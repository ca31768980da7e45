package io.quotegate.bench.wire.scenario;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.process.Child;
import io.quotegate.bench.wire.server.PeerStats;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes connections, with the processes that feed it. For one thread.
 *
 * @param port       of its WebSocket
 * @param framesPort of its length-prefixed frames; 0 if it serves none
 * @param venues     the process of the simulated venues; null for a peer
 * @param venuePorts of the simulated venues, in the order of {@code Venue}
 */
record RunningServer(
        ServerSpec spec,
        Child child,
        int port,
        int framesPort,
        @Nullable Child venues,
        List<Integer> venuePorts) implements AutoCloseable {
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final Pattern STATS = Pattern.compile("^stats (.*)");
    private static final Pattern DROPS = Pattern.compile("(?m)^quotegate_drops_total(?:\\{[^}]*})? ([0-9.eE+]+)");
    private static final Pattern LONG_TURNS =
            Pattern.compile("(?m)^quotegate_loop_turns_total\\{longer=\"5ms\"} ([0-9.eE+]+)");
    private static final int READY_ATTEMPTS = 200;
    private static final int READY_EVERY_MS = 100;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    RunningServer {
        venuePorts = List.copyOf(venuePorts);
    }

    long pid() {
        return child.pid();
    }

    /** How many messages it did not send since its start, as it says itself. */
    long dropped() throws IOException, InterruptedException {
        if (!spec.isGateway()) {
            child.send("stats");
            return new ObjectMapper()
                    .readValue(child.await(STATS, ANSWER_WITHIN), PeerStats.class)
                    .dropped();
        }
        return sum(DROPS);
    }

    /** Turns of a gateway's event loop since its start that took longer than 5 ms. */
    long longTurns() throws IOException, InterruptedException {
        return sum(LONG_TURNS);
    }

    private long sum(Pattern values) throws IOException, InterruptedException {
        Matcher metric = values.matcher(get("/metrics").body());
        double sum = 0;
        while (metric.find()) {
            sum += Double.parseDouble(metric.group(1));
        }
        return Math.round(sum);
    }

    /** Waits until the gateway has a first quote. */
    void awaitReady() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < READY_ATTEMPTS; attempt++) {
            if (get("/readyz").statusCode() == 200) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(READY_EVERY_MS);
        }
        throw new IOException(spec.label() + " has no quote after " + READY_ATTEMPTS * READY_EVERY_MS / 1000 + " s");
    }

    /** What {@code path} at a port of this machine answers, its own or a venue's. */
    String told(int at, String path) throws IOException, InterruptedException {
        return get(at, path).body();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(port, path);
    }

    private static HttpResponse<String> get(int at, String path) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at + path))
                        .timeout(ANSWER_WITHIN)
                        .build(),
                BodyHandlers.ofString());
    }

    /** Orders a fault of a simulated venue, as {@code POST /_sim/fault} takes it. */
    void fault(int venuePort, String fault) throws IOException, InterruptedException {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + venuePort + "/_sim/fault"))
                        .timeout(ANSWER_WITHIN)
                        .POST(BodyPublishers.ofString(fault))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("fault: " + answer.body());
        }
    }

    @Override
    public void close() {
        child.close();
        if (venues != null) {
            venues.close();
        }
    }
}
