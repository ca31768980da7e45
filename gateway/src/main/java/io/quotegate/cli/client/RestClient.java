package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** HTTP/1.1 by the JDK's client; watching reads Server-Sent Events. */
public final class RestClient implements QuoteClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String DATA = "data: ";
    private static final String ID = "id: ";
    private static final int OK = 200;

    static {
        // It would connect again by a socket that is closed, and tell of that instead of what went wrong.
        System.setProperty("jdk.httpclient.disableRetryConnect", "true");
    }

    private final GatewayAddress gateway;
    private final String base;
    private final HttpClient client;
    private final @Nullable String token;

    /** @throws IOException if what TLS is to believe cannot be used */
    public RestClient(GatewayAddress gateway) throws IOException {
        this.gateway = gateway;
        base = gateway.url("http");
        client = http(gateway);
        token = gateway.token();
    }

    /** The JDK's client for {@code gateway}. */
    static HttpClient http(GatewayAddress gateway) throws IOException {
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT);
        if (gateway.tls() != null) {
            builder.sslContext(gateway.tls().context());
        }
        return builder.build();
    }

    @Override
    public JsonNode get(String pair) throws IOException {
        return getBelow("/v1/quotes/", pair, Map.of());
    }

    /**
     * What is served at {@code path} for a query.
     *
     * @param query parameters, not escaped
     * @throws RefusedException if the gateway answers with an error
     */
    public JsonNode get(String path, Map<String, String> query) throws IOException {
        return answer(query.entrySet().stream()
                .map(parameter -> escape(parameter.getKey()) + '=' + escape(parameter.getValue()))
                .collect(Collectors.joining("&", query.isEmpty() ? path : path + '?', "")));
    }

    /** The same, where the last part of the path is a name that may need escaping. */
    public JsonNode getBelow(String path, String name, Map<String, String> query) throws IOException {
        return get(path + escape(name.replace('/', '-')), query); // a pair may be spelled with either
    }

    private JsonNode answer(String path) throws IOException {
        return JsonConversation.parse(text(path));
    }

    /**
     * What is served at {@code path}, as it is.
     *
     * @throws RefusedException if the gateway answers with an error
     */
    public String text(String path) throws IOException {
        HttpResponse<String> response = send(path, BodyHandlers.ofString());
        if (response.statusCode() != OK) {
            throw refused(JsonConversation.parse(response.body()));
        }
        return response.body();
    }

    @Override
    public Iterable<JsonNode> all() throws IOException {
        return answer("/v1/quotes").path("quotes");
    }

    @Override
    public void watch(List<String> pairs, Watched watched, Consumer<JsonNode> consumer) throws IOException {
        follow("/v1/stream?pairs=" + escape(String.join(",", pairs)), watched, consumer);
    }

    @Override
    public void watchBook(String pair, int depth, Consumer<JsonNode> consumer) throws IOException {
        String path = "/v1/stream?channel=books&depth=" + depth + "&pairs=" + escape(pair);
        follow(path, new Watched(), consumer); // a book begins anew
    }

    private void follow(String path, Watched watched, Consumer<JsonNode> consumer) throws IOException {
        HttpResponse<Stream<String>> response = send(path, watched.eventId(), BodyHandlers.ofLines());
        boolean answer = false;
        try (Stream<String> lines = response.body()) {
            Iterator<String> each = lines.iterator();
            while (each.hasNext()) {
                String line = each.next();
                if (response.statusCode() != OK) {
                    throw refused(JsonConversation.parse(line));
                }
                if (answer && line.startsWith(DATA)) {
                    JsonNode said = JsonConversation.parse(line.substring(DATA.length()));
                    watched.begins(
                            said.path("instance").asText(),
                            said.path("recovered").asBoolean());
                } else if (line.startsWith(DATA + '{')) {
                    JsonNode quote = JsonConversation.parse(line.substring(DATA.length()));
                    watched.came(quote);
                    consumer.accept(quote);
                } else if (line.startsWith(ID)) {
                    watched.came(line.substring(ID.length()));
                }
                answer = line.equals("event: subscribed");
            }
        } catch (java.io.UncheckedIOException e) {
            throw new IOException("the connection broke: " + FailureText.of(e), e);
        }
    }

    private <T> HttpResponse<T> send(String path, HttpResponse.BodyHandler<T> bodies) throws IOException {
        return send(path, "", bodies);
    }

    private <T> HttpResponse<T> send(String path, String lastEventId, HttpResponse.BodyHandler<T> bodies)
            throws IOException {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
            if (!lastEventId.isEmpty()) {
                request.header("Last-Event-ID", lastEventId);
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return client.send(request.build(), bodies);
        } catch (ConnectException e) {
            throw gateway.unreachable(e);
        } catch (HttpConnectTimeoutException e) {
            throw gateway.unreachable("no answer in time", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (IOException e) {
            throw new IOException("no answer from " + gateway.hostAndPort() + ": " + FailureText.of(e), e);
        }
    }

    private static RefusedException refused(JsonNode problem) {
        return new RefusedException(
                problem.path("code").asText("error"), problem.path("detail").asText("refused"));
    }

    private static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        // The JDK's client ends with the process.
    }
}
