package io.quotegate.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

/** A gateway that relays two simulated venues, which can also be asked directly. */
final class RelayMarket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final SimulatedVenue okx;
    private final SimulatedVenue binance;
    private final Gateway gateway;

    RelayMarket(int ratePerSecond, String... moreSets) throws IOException {
        okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(ratePerSecond));
        binance = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(ratePerSecond));
        List<String> sets = new ArrayList<>(List.of(
                "relay.venues=okx,binance",
                "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                "venues.okx.ws-business=ws://127.0.0.1:" + okx.port() + "/ws/v5/business",
                "venues.okx.rest=http://127.0.0.1:" + okx.port(),
                "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                "venues.binance.rest=http://127.0.0.1:" + binance.port()));
        sets.addAll(List.of(moreSets));
        gateway = TestGateways.start(sets.toArray(String[]::new));
    }

    Gateway gateway() {
        return gateway;
    }

    SimulatedVenue venue(Venue venue) {
        return venue == Venue.OKX ? okx : binance;
    }

    /** A client of the gateway. */
    WebSocketProbe relayed(String path) throws IOException {
        return new WebSocketProbe(gateway.address(), path);
    }

    /** A client of the venue itself, which comes again if it comes within the same second as the gateway and others. */
    WebSocketProbe direct(Venue venue, String path) throws IOException {
        WebSocketProbe client = new WebSocketProbe(address(venue(venue).port()), path);
        while (client.head().startsWith("HTTP/1.1 429 ")) {
            client.close();
            client = new WebSocketProbe(address(venue(venue).port()), path);
        }
        return client;
    }

    private static InetSocketAddress address(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What the gateway answers to a GET. */
    HttpResponse<String> get(String pathAndQuery, String... headers) throws IOException {
        return get(gateway.address().getPort(), pathAndQuery, headers);
    }

    /** What the venue itself answers. */
    HttpResponse<String> getDirectly(Venue venue, String pathAndQuery, String... headers) throws IOException {
        return get(venue(venue).port(), pathAndQuery, headers);
    }

    private static HttpResponse<String> get(int port, String pathAndQuery, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + pathAndQuery));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** What a venue has counted under {@code name}. */
    long counted(Venue venue, String name) throws IOException {
        JsonNode status = JSON.readTree(getDirectly(venue, "/_sim/status").body());
        return status.path(name).asLong(-1);
    }

    /** The value of a metric of one source of the relay. */
    double metric(String name, String source) throws IOException {
        String begin = "quotegate_relay_" + name + "{source=\"" + source + "\"} ";
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(begin))
                .mapToDouble(line -> Double.parseDouble(line.substring(begin.length())))
                .findFirst()
                .orElse(-1);
    }

    /** What the gateway has counted of a venue's REST under {@code name}. */
    long rest(Venue venue, String name) throws IOException {
        for (JsonNode each : JSON.readTree(get("/v1/relay").body()).path("rest")) {
            if (each.path("venue").asText().equals(venue.wireName())) {
                return each.path(name).asLong(-1);
            }
        }
        return -1;
    }

    void fault(Venue venue, String json) {
        SimulatedMarket.fault(venue(venue), json);
    }

    @Override
    public void close() {
        gateway.close();
        okx.close();
        binance.close();
    }
}
