package io.quotegate.gateway.http.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpEndpoint;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The shapes that the documents tell, taken at their word: a member that they do not tell of is wrong, though clients are
 * to ignore it. Any thread.
 */
public final class Shapes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    static final HttpEndpoint NOTHING = (stream, request, parameter) -> StreamListener.ANSWERED;

    private static final Shapes OF_PROCESS = ofWritten();

    private final JsonNode openApi;
    private final JsonNode asyncApi;
    private final ObjectNode components = JSON.createObjectNode();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    /** Those of the gateways of this process. */
    public static Shapes ofProcess() {
        return OF_PROCESS;
    }

    private static Shapes ofWritten() {
        List<Route> routes =
                Descriptions.ofProcess().routes().map(Shapes::route).toList();
        Specification specification = new Specification(routes, "1.2");
        return new Shapes(specification.openApi(), specification.asyncApi());
    }

    static Route route(String key) {
        String[] parts = key.split(" ", 2);
        boolean upgrades = parts[0].equals("websocket");
        return Route.of(
                parts[1],
                upgrades ? List.of() : List.of(HttpMethod.valueOf(parts[0])),
                Right.QUOTES,
                upgrades ? parts[0] : null,
                "What it does.",
                NOTHING);
    }

    private Shapes(String openApi, String asyncApi) {
        try {
            this.openApi = JSON.readTree(openApi);
            this.asyncApi = JSON.readTree(asyncApi);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode schemas = components.withObject("/components/schemas");
        for (JsonNode document : List.of(this.openApi, this.asyncApi)) {
            document.at("/components/schemas")
                    .properties()
                    .forEach(each -> schemas.set(each.getKey(), each.getValue()));
        }
        schemas.forEach(schema -> schema.forEach(Shapes::close));
    }

    /** Has every object in {@code node} have no members but those that are told; of parts of an object, the whole. */
    private static void close(JsonNode node) {
        node.properties().forEach(each -> {
            JsonNode value = each.getValue();
            if (each.getKey().equals("examples")) {
                return;
            }
            boolean isObject = value.has("$ref") || value.has("properties");
            if (isObject && !value.has("additionalProperties")) {
                ((ObjectNode) value).put("unevaluatedProperties", false);
            }
        });
        for (JsonNode child : node) {
            if (child.has("$ref") && node.isArray()) {
                continue; // one of allOf
            }
            close(child);
        }
    }

    /** What is wrong with {@code value} as the schema {@code name}; nothing if nothing is. */
    public List<String> problems(String name, JsonNode value) {
        Schema schema = compiled.computeIfAbsent(name, this::compile);
        return schema.validate(value).stream().map(error -> name + error).toList();
    }

    private Schema compile(String name) {
        ObjectNode schema = components.deepCopy();
        schema.put("$ref", "#/components/schemas/" + name).put("unevaluatedProperties", false);
        return REGISTRY.getSchema(schema);
    }

    /** Fails a test if something is wrong with what {@code response} answers. */
    public static HttpResponse<String> checked(HttpResponse<String> response) {
        String type = response.headers().firstValue("content-type").orElse("");
        List<String> problems = OF_PROCESS.problemsOfAnswer(
                response.request().method(), response.uri().getPath(), response.statusCode(), type, response.body());
        if (!problems.isEmpty()) {
            throw new AssertionError(response + ": " + problems + ' ' + response.body());
        }
        return response;
    }

    /** Fails a test if something is wrong with {@code message}. */
    public static JsonNode checked(JsonNode message) {
        List<String> problems = OF_PROCESS.problemsOfMessage(message);
        if (!problems.isEmpty()) {
            throw new AssertionError(problems + ": " + message);
        }
        return message;
    }

    /** What is wrong with an answer over HTTP to {@code path}, which is without its query. */
    public List<String> problemsOfAnswer(String method, String path, int status, String contentType, String body) {
        JsonNode operation = operation(method, path);
        if (operation == null) {
            return status < 400 ? List.of(method + ' ' + path + ": not told of") : List.of();
        }
        JsonNode responses = operation.path("responses");
        String key = String.valueOf(status);
        JsonNode content = responses.path(responses.has(key) ? key : "default").path("content");
        String type = contentType.replaceAll(" *;.*", "");
        String reference = content.path(type).at("/schema/$ref").asText();
        if (content.isMissingNode() || (content.has("*/*") && status < 400)) {
            return List.of();
        }
        if (reference.isEmpty()) {
            return List.of(method + ' ' + path + ": " + status + ' ' + type + ": not told of");
        }
        return type.endsWith("json") ? problems(reference.replaceAll(".*/", ""), read(body)) : List.of();
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(body, e);
        }
    }

    /** What the document says of it: at the path as it is, or at the longest that fits. */
    private @Nullable JsonNode operation(String method, String path) {
        return openApi.path("paths").properties().stream()
                .filter(each -> Pattern.matches(each.getKey().replaceAll("\\{[a-z]+}", ".+"), path))
                .filter(each -> each.getValue().has(method.toLowerCase(Locale.ROOT)))
                .max(Comparator.comparing((Map.Entry<String, JsonNode> each) ->
                                each.getKey().equals(path))
                        .thenComparing(each -> each.getKey().length()))
                .map(each -> each.getValue().get(method.toLowerCase(Locale.ROOT)))
                .orElse(null);
    }

    /** What is wrong with a message of a streaming connection; nothing if nothing is. */
    public List<String> problemsOfMessage(JsonNode message) {
        List<String> wrong = new ArrayList<>();
        for (Map.Entry<String, JsonNode> told :
                asyncApi.at("/components/messages").properties()) {
            String name = told.getKey();
            if (mayBe(message, components.at("/components/schemas/" + name + "/properties"))) {
                List<String> problems = problems(name, message);
                if (problems.isEmpty()) {
                    return List.of();
                }
                wrong.addAll(problems);
            }
        }
        return wrong.isEmpty() ? List.of("not told of: " + message) : wrong;
    }

    private static boolean mayBe(JsonNode message, JsonNode members) {
        for (String kind : List.of("event", "channel", "status")) {
            if (message.has(kind) && members.has(kind)) {
                JsonNode wanted = members.path(kind).path("const");
                return wanted.isMissingNode() || wanted.equals(message.get(kind));
            }
        }
        return false;
    }
}
