package io.quotegate.port;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.http.specification.Shapes;
import io.quotegate.testkit.RawSocket;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The documents for programs: they are what they say they are, and the gateway is what they say it is. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpecificationIT {
    private static final JsonMapper JSON = new JsonMapper();

    private SimulatedMarket market;
    private String openApi = "";
    private String asyncApi = "";

    @BeforeAll
    void start(@TempDir Path files) throws IOException {
        Files.writeString(files.resolve("hello.txt"), "hello");
        market = new SimulatedMarket(200, "files.dir=" + files, "debug.echo=true");
        openApi = market.get("/v1/openapi.json").body();
        asyncApi = market.get("/v1/asyncapi.json").body();
    }

    @AfterAll
    void stop() {
        market.close();
    }

    @Test
    void isOpenApi() {
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(openApi, null, null);
        assertThat(result.getMessages()).isEmpty();
        Map<String, PathItem> paths = result.getOpenAPI().getPaths();
        assertThat(get(paths, "/v1/quotes/{pair}").getResponses()).containsKeys("200", "401", "403", "404", "503");
        assertThat(get(paths, "/v1/files").getSecurity())
                .extracting(needed -> Map.copyOf(needed))
                .containsExactly(Map.of("token", List.of("files")), Map.of("cookie", List.of("files")));
        assertThat(get(paths, "/healthz").getSecurity()).isEmpty();
    }

    private static Operation get(Map<String, PathItem> paths, String path) {
        return requireNonNull(requireNonNull(paths.get(path), path).getGet(), path);
    }

    @Test
    void isAsyncApi() throws IOException {
        try (InputStream schema = Shapes.class.getResourceAsStream("asyncapi-3.0.0.json")) {
            assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                            .getSchema(JSON.readTree(schema))
                            .validate(JSON.readTree(asyncApi)))
                    .isEmpty();
        }
    }

    @Test
    void pointsNowhereButIntoItself() throws IOException {
        for (String text : List.of(openApi, asyncApi)) {
            JsonNode document = JSON.readTree(text);
            assertThat(document.findValuesAsText("$ref"))
                    .isNotEmpty()
                    .allMatch(reference -> !document.at(reference.substring(1)).isMissingNode());
        }
    }

    @Test
    void tellsEveryRouteThatTheGatewayLists() throws IOException {
        Set<String> told = StreamSupport.stream(
                        ((Iterable<String>) JSON.readTree(openApi).path("paths")::fieldNames).spliterator(), false)
                .collect(Collectors.toSet());
        Set<String> listed = market.get("/v1")
                .body()
                .lines()
                .filter(line -> line.matches("(GET|POST|DELETE).*") && !line.endsWith("A call of gRPC or gRPC-Web."))
                .map(line -> line.replaceAll("^[A-Z, ]+ (/\\S*).*", "$1").replace("{*", "{"))
                .collect(Collectors.toSet());
        assertThat(told).isEqualTo(listed);
    }

    /** With the examples of its parameters; {@link SimulatedMarket} looks at the shape of each answer. */
    @Test
    void answersEveryGetAsItSays() throws IOException {
        for (Map.Entry<String, JsonNode> path :
                JSON.readTree(openApi).path("paths").properties()) {
            JsonNode get = path.getValue().path("get");
            if (get.isMissingNode() || get.toString().contains("text/event-stream")) {
                continue;
            }
            String target = path.getKey().replace("/app/{name}", "/app/main.js").replace("{name}", "hello.txt");
            String query = "";
            for (JsonNode parameter : get.path("parameters")) {
                String name = parameter.path("name").asText();
                String value = parameter.path("example").asText();
                target = target.replace('{' + name + '}', value);
                if (parameter.path("in").asText().equals("query") && parameter.has("example")) {
                    query += '&' + name + '=' + value;
                }
            }
            String asked = target.equals("/v1/archive") ? "/v1/archive?name=hello.txt" : target + '?' + query;
            HttpResponse<String> answer = market.get(asked);
            assertThat(answer.statusCode()).as(asked).isEqualTo(200);
        }
    }

    /** {@link JsonClient} looks at the shape of each answer. */
    @Test
    void answersEveryOperationAsItSays() throws IOException {
        for (RequestSample sample : RequestSample.all()) {
            for (JsonClient.Way way : List.of(JsonClient.Way.FRAMES, JsonClient.Way.WEBSOCKET)) {
                try (JsonClient client = way.connect(market.gateway().address())) {
                    client.say(sample.json().replace("{", "{'id':'1',"));
                    client.hear();
                }
            }
        }
    }

    @Test
    void pushesOnEveryChannelAsItSays() throws IOException {
        Set<PushChannel> heard = EnumSet.noneOf(PushChannel.class);
        try (JsonClient client = new JsonClient.FrameClient(market.gateway().address());
                JsonClient other =
                        new JsonClient.WebSocketClient(market.gateway().address())) {
            client.say("{'op':'chat-join','room':'shapes','user':'one'}");
            client.hear("chat-joined");
            for (PushChannel channel : PushChannel.values()) {
                if (channel != PushChannel.CHAT) {
                    client.say("{'op':'subscribe','channel':'" + channel.wireName() + "','pairs':['*']}");
                    hearUntilSubscribed(client, heard); // or what happens below is over before it is asked for
                }
            }
            other.say("{'op':'chat-join','room':'shapes','user':'two'}");
            SimulatedMarket.fault(market.okx(), "{\"kind\":\"disconnect\"}");
            win(other);
            while (!heard.equals(EnumSet.allOf(PushChannel.class))) {
                hear(client, heard);
            }
        }
    }

    private static void hearUntilSubscribed(JsonClient client, Set<PushChannel> heard) throws IOException {
        while (!hear(client, heard).path("event").asText().equals("subscribed")) {
            // pushes of what was subscribed to before
        }
    }

    private static JsonNode hear(JsonClient client, Set<PushChannel> heard) throws IOException {
        JsonNode message = client.hear();
        if (message.has("channel")) {
            heard.add(PushChannel.ofWireName(message.path("channel").asText()));
        }
        return message;
    }

    private static void win(JsonClient player) throws IOException {
        String result = "";
        int guess = 512;
        for (int step = 256; !result.equals("won"); step = Math.max(1, step / 2)) {
            player.say("{'op':'guess','user':'two','number':" + guess + "}");
            result = player.hear("game").path("result").asText();
            guess = Math.min(1000, guess + (result.equals("too_low") ? step : -step));
        }
    }

    @Test
    void pushesEventsAsItSays() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET /v1/stream?pairs=BTC-USDT,no&partial=true HTTP/1.1\r\nHost: localhost\r\n\r\n");
            socket.readUntil("\r\n\r\n");
            assertThat(socket.readUntil("\n")).isEqualTo("event: subscribed\n");
            for (int i = 0; i < 3; i++) {
                String event = socket.readUntil("\n\n");
                JsonNode data = JSON.readTree(event.substring(event.indexOf("data: ") + 6));
                assertThat(Shapes.checked(data)).isNotEmpty();
            }
        }
    }
}
