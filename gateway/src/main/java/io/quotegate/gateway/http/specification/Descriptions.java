package io.quotegate.gateway.http.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is written down of routes and operations beside what they say of themselves: {@code specification/routes.yaml} and
 * {@code schemas.yaml}. Immutable: any thread.
 */
final class Descriptions {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String SCHEMAS = "#/components/schemas/";

    /** A call of gRPC, which {@code .proto} files and reflection describe. */
    private static final Pattern CALL = Pattern.compile("/\\w+(\\.\\w+)+/\\w+");

    private final JsonNode routes;
    private final JsonNode parameters;
    private final JsonNode schemas;

    private Descriptions(JsonNode routes, JsonNode parameters, JsonNode schemas) {
        this.routes = routes;
        this.parameters = parameters;
        this.schemas = schemas;
    }

    /** Those of this process. Reads files. */
    static Descriptions ofProcess() {
        JsonNode routes = read("routes.yaml");
        return new Descriptions(routes.path("routes"), routes.path("parameters"), read("schemas.yaml"));
    }

    private static JsonNode read(String name) {
        String resource = "/specification/" + name;
        try (InputStream in =
                Objects.requireNonNull(Descriptions.class.getResourceAsStream(resource), "missing: " + resource)) {
            JsonNode read = YAML.readTree(in);
            lengthen(read);
            return read;
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /** Has every {@code $ref}, which names a schema, point to where both documents have it. */
    private static void lengthen(JsonNode node) {
        JsonNode name = node.get("$ref");
        if (name != null) {
            ((ObjectNode) node).put("$ref", SCHEMAS + name.textValue());
        }
        node.forEach(Descriptions::lengthen);
    }

    /** Whether {@code route} is ours to describe, and neither a call of gRPC nor in a venue's own dialect. */
    static boolean cover(Route route) {
        return route.right() != Right.RELAY && !CALL.matcher(route.path()).matches();
    }

    /** What is written down of {@code route}. */
    JsonNode of(Route route) {
        String how = route.protocol() == null ? method(route).name() : route.protocol();
        return known(routes, how + ' ' + route.path());
    }

    /** The method of {@code route} that is described; {@code HEAD} goes without saying. */
    static HttpMethod method(Route route) {
        return route.methods().get(0);
    }

    /** The parameter that is called so, with its name on the wire. */
    ObjectNode parameter(String name) {
        ObjectNode parameter = known(parameters, name).deepCopy();
        return parameter.has("name") ? parameter : parameter.put("name", name);
    }

    /** What a path is in both documents, where a parameter is one however long it is. */
    static String path(Route route) {
        return route.path().replace("{*", "{");
    }

    /** How the routes are called that something is written down of. */
    Stream<String> routes() {
        return routes.properties().stream().map(Map.Entry::getKey);
    }

    /** All schemas, by name. */
    Map<String, JsonNode> schemas() {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        schemas.properties().forEach(each -> all.put(each.getKey(), each.getValue()));
        return all;
    }

    /** The schema that is called so. */
    JsonNode schema(String name) {
        return known(schemas, name);
    }

    /** What points to the schema that is called so. */
    ObjectNode reference(String name) {
        known(schemas, name);
        return YAML.createObjectNode().put("$ref", SCHEMAS + name);
    }

    private static JsonNode known(JsonNode all, String name) {
        JsonNode known = all.get(name);
        if (known == null) {
            throw new IllegalStateException(name + ": not described under resources/specification");
        }
        return known;
    }

    /** Adds to the components of {@code document} every schema that it points to, from wherever. */
    void addSchemas(ObjectNode document) {
        ObjectNode added = document.withObject("/components").putObject("schemas");
        Deque<JsonNode> left = new ArrayDeque<>();
        left.add(document);
        while (!left.isEmpty()) {
            for (String reference : left.remove().findValuesAsText("$ref")) {
                String name = reference.substring(reference.lastIndexOf('/') + 1);
                if (reference.startsWith(SCHEMAS) && !added.has(name)) {
                    ObjectNode schema = schema(name).deepCopy();
                    schema.remove("x-answers");
                    added.set(name, schema);
                    left.add(schema);
                }
            }
        }
    }
}
