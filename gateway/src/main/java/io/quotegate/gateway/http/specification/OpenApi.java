package io.quotegate.gateway.http.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Right;
import io.quotegate.gateway.auth.BearerToken;
import io.quotegate.gateway.http.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes an OpenAPI document of routes. Confined to one thread.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1.0</a>
 */
final class OpenApi {
    private static final String ABOUT =
            "Market data of OKX and Binance. GET is served, and HEAD wherever GET is; what is pushed is described at"
                    + " /v1/asyncapi.json. Where the gateway has a file of tokens, each request needs one that has the"
                    + " right that \"security\" names.";
    private static final JsonMapper JSON = new JsonMapper();

    private final Descriptions descriptions;

    OpenApi(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    ObjectNode document(List<Route> routes, String version) {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", "quotegate")
                .put("version", version)
                .put("description", ABOUT)
                .putObject("license")
                .put("name", "Apache License 2.0")
                .put("identifier", "Apache-2.0");
        document.putArray("servers").addObject().put("url", "/");
        ObjectNode paths = document.putObject("paths");
        for (Route route : routes) {
            if (route.protocol() == null && Descriptions.cover(route)) {
                String path = Descriptions.path(route);
                ObjectNode methods = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
                String method = Descriptions.method(route).name().toLowerCase(Locale.ROOT);
                describe(route, descriptions.of(route), methods.putObject(method));
            }
        }
        descriptions.addSchemas(document);
        ObjectNode schemes = document.withObject("/components").putObject("securitySchemes");
        schemes.putObject("token").put("type", "http").put("scheme", "bearer");
        schemes.putObject("cookie").put("type", "apiKey").put("in", "cookie").put("name", BearerToken.COOKIE);
        return document;
    }

    private void describe(Route route, JsonNode described, ObjectNode operation) {
        operation.put("operationId", described.path("id").textValue()).put("summary", route.summary());
        ArrayNode security = operation.putArray("security");
        if (route.right() != Right.ANYBODY) {
            for (String scheme : List.of("token", "cookie")) {
                ArrayNode rights = security.addObject().putArray(scheme);
                if (route.right() != Right.TOKEN) {
                    rights.add(route.right().wireName());
                }
            }
        }
        if (described.has("parameters")) {
            ArrayNode parameters = operation.putArray("parameters");
            for (JsonNode name : described.path("parameters")) {
                ObjectNode parameter = descriptions.parameter(name.textValue());
                parameters.add(
                        parameter.path("in").textValue().equals("path") ? parameter.put("required", true) : parameter);
            }
        }
        if (described.has("takes")) {
            ObjectNode content = operation.putObject("requestBody").putObject("content");
            schema(content, "application/json", described.path("takes").textValue());
        }
        describeAnswers(route, described, operation.putObject("responses"));
    }

    private void describeAnswers(Route route, JsonNode described, ObjectNode responses) {
        if (described.has("answers")) {
            ObjectNode content = answer(responses, "200", route.summary()).putObject("content");
            schema(content, "application/json", described.path("answers").textValue());
        } else if (described.has("content")) {
            ObjectNode content = answer(responses, "200", route.summary()).putObject("content");
            described
                    .path("content")
                    .properties()
                    .forEach(each ->
                            schema(content, each.getKey(), each.getValue().textValue()));
        }
        described
                .path("also")
                .properties()
                .forEach(
                        each -> answer(responses, each.getKey(), each.getValue().textValue()));
        problems(route, described).forEach((status, codes) -> problem(responses, status, String.join(", ", codes)));
        problem(responses, "default", "What else is wrong.");
    }

    private static Map<String, List<String>> problems(Route route, JsonNode described) {
        List<String> codes = new ArrayList<>();
        if (route.right() != Right.ANYBODY) {
            codes.add(ErrorCode.UNAUTHENTICATED.wireName());
            if (route.right() != Right.TOKEN) {
                codes.add(ErrorCode.FORBIDDEN.wireName());
            }
        }
        described.path("problems").forEach(code -> codes.add(code.textValue()));
        Map<String, List<String>> byStatus = new TreeMap<>();
        for (String code : codes) {
            int status = ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)).httpStatus();
            byStatus.computeIfAbsent(String.valueOf(status), none -> new ArrayList<>())
                    .add(code);
        }
        return byStatus;
    }

    private void problem(ObjectNode responses, String status, String about) {
        schema(answer(responses, status, about).putObject("content"), "application/problem+json", "Problem");
    }

    private static ObjectNode answer(ObjectNode responses, String status, String about) {
        return responses.putObject(status).put("description", about);
    }

    private void schema(ObjectNode content, String type, String schema) {
        content.putObject(type).set("schema", descriptions.reference(schema));
    }
}
