package io.quotegate.port;

import io.grpc.BindableService;
import io.quotegate.app.Gateway;
import io.quotegate.app.GatewayOptions;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.gateway.http.specification.Shapes;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Fork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** A gateway on two simulated venues, all in this process but connected by sockets. */
final class SimulatedMarket implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** How many there are. */
    static final int PAIRS = 9;

    private static final long PATIENCE_NS = 110_000_000_000L;

    private final List<String> sets = new ArrayList<>();
    private final String token; // empty where none is needed
    private SimulatedVenue okx;
    private SimulatedVenue binance;
    private final Gateway gateway;

    SimulatedMarket(int ratePerSecond, String... moreSets) throws IOException {
        this(ratePerSecond, List.of(), moreSets);
    }

    /** The same, with gRPC services beside our own. */
    SimulatedMarket(int ratePerSecond, List<BindableService> calls, String... moreSets) throws IOException {
        this(ratePerSecond, GatewayOptions.DEFAULT.withCalls(calls), moreSets);
    }

    /** The same, with what a test wants of the gateway. */
    SimulatedMarket(int ratePerSecond, GatewayOptions options, String... moreSets) throws IOException {
        this(ratePerSecond, options, "", moreSets);
    }

    private SimulatedMarket(int ratePerSecond, GatewayOptions options, String token, String... moreSets)
            throws IOException {
        this.token = token;
        okx = start(SimulatorOptions.of(Venue.OKX).withPort(Fork.port()).withRatePerSecond(ratePerSecond));
        binance = start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(ratePerSecond));
        sets.add("venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public");
        sets.add("venues.binance.ws=ws://127.0.0.1:" + binance.port());
        sets.add("venues.okx.rest=http://127.0.0.1:" + okx.restPort());
        sets.add("venues.binance.rest=http://127.0.0.1:" + binance.restPort());
        sets.add("venues.okx.simulated=true");
        sets.add("venues.binance.simulated=true");
        sets.addAll(List.of(moreSets));
        gateway = TestGateways.start(options, sets.toArray(String[]::new));
        await("all nine pairs on okx", () -> count(get("/v1/quotes").body(), "\"venue\":\"okx\"") == PAIRS);
    }

    /** One whose gateway is shown {@code token} by what is asked here. */
    static SimulatedMarket asking(String token, int ratePerSecond, String... moreSets) throws IOException {
        GatewayOptions watchful = GatewayOptions.DEFAULT.withLooks(Duration.ofMillis(100));
        return new SimulatedMarket(ratePerSecond, watchful, token, moreSets);
    }

    private static SimulatedVenue start(SimulatorOptions options) throws IOException {
        return SimulatedVenue.start(options);
    }

    Gateway gateway() {
        return gateway;
    }

    SimulatedVenue okx() {
        return okx;
    }

    SimulatedVenue binance() {
        return binance;
    }

    void stopOkx() {
        okx.close();
    }

    void stopBinance() {
        binance.close();
    }

    /** Starts the simulated OKX again, on its old port. */
    void restartOkx() throws IOException {
        okx = start(SimulatorOptions.of(Venue.OKX).withPort(okx.port()));
    }

    /** An answer, whose shape is held to the document of what is served. */
    HttpResponse<String> get(String path) {
        return Shapes.checked(http("GET", url(path), "", token));
    }

    HttpResponse<String> post(String path) {
        return Shapes.checked(http("POST", url(path), "", token));
    }

    private String url(String path) {
        return "http://" + gateway.address().getHostString() + ':'
                + gateway.address().getPort() + path;
    }

    /** Orders a fault of a venue. */
    static void fault(SimulatedVenue venue, String json) {
        HttpResponse<String> answer = http("POST", "http://127.0.0.1:" + venue.restPort() + "/_sim/fault", json, "");
        Assertions.assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static HttpResponse<String> http(String method, String uri, String body, String token) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(uri)).method(method, HttpRequest.BodyPublishers.ofString(body));
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Looks until {@code condition} holds; fails the test if it does not within a generous time. */
    static void await(String what, BooleanSupplier condition) {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNs) {
                throw new AssertionError("not within two minutes: " + what);
            }
            try {
                Thread.sleep(5); // between two looks, not to wait for an effect
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    static int count(String text, String part) {
        return (text.length() - text.replace(part, "").length()) / part.length();
    }

    /** Until {@code gateway} speaks TLS by a {@code certificate} that it makes. */
    static void awaitTls(Gateway gateway, Path certificate) {
        await("a certificate", () -> Files.exists(certificate));
        gateway.reloadCertificate(); // waits for what made it to be ready
    }

    /** The value of a counter or gauge of {@code /metrics}, 0 if it is not there. */
    double metric(String name) {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + ' '))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        gateway.close();
        okx.close();
        binance.close();
    }
}
