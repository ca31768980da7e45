package io.quotegate.feed.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a simulated venue over HTTP. Any thread. */
final class SimulatorHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String base;

    SimulatorHttp(SimulatedVenue venue) {
        base = "http://127.0.0.1:" + venue.restPort();
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).GET().build());
    }

    HttpResponse<String> get(String pathAndQuery, String header, String value)
            throws IOException, InterruptedException {
        return send(request(pathAndQuery).header(header, value).GET().build());
    }

    /** Orders a fault and gives the answer's body. */
    String fault(String body) throws IOException, InterruptedException {
        return post(body).body();
    }

    HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return send(request("/_sim/fault")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base + pathAndQuery)).timeout(PATIENCE);
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.headers().firstValue("X-Quotegate-Simulated"))
                .as("%s", request.uri())
                .hasValue("true");
        return response;
    }
}
