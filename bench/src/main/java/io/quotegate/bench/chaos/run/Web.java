package io.quotegate.bench.chaos.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a port of this machine over HTTP. Any thread. */
final class Web {
    private static final Duration WITHIN = Duration.ofMinutes(1);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final ObjectMapper JSON = new ObjectMapper();

    private Web() {}

    static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        return HTTP.send(request(port, path).build(), BodyHandlers.ofString());
    }

    static JsonNode json(int port, String path) throws IOException, InterruptedException {
        return JSON.readTree(get(port, path).body());
    }

    static void post(int port, String path, String body) throws IOException, InterruptedException {
        HTTP.send(
                request(port, path)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(WITHIN);
    }

    /** The sum of a metric over all its labels; 0 where there is none. */
    static double metric(int port, String name) throws IOException, InterruptedException {
        double sum = 0;
        for (String line : get(port, "/metrics").body().split("\n", -1)) {
            if (line.startsWith(name + ' ') || line.startsWith(name + '{')) {
                sum += Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
            }
        }
        return sum;
    }
}
