package io.quotegate.gateway.http.specification;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Right;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.gateway.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes an AsyncAPI document of operations, pushes and the routes that push. Confined to one thread.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 */
final class AsyncApi {
    private static final String ABOUT =
            "Market data of OKX and Binance as it comes. The same operations over WebSocket, over frames (a length of"
                    + " 4 bytes, big-endian, then so much JSON) and as bare JSON, one object after another. Quotes,"
                    + " trades, books and status events can be pushed in SBE, too, whose schema is at /v1/sbe.xml. Where"
                    + " the gateway has a file of tokens, a connection shows one that has the right that \"x-right\""
                    + " names.";

    private static final String OPERATIONS = "operations";
    private static final List<String> UNASKED = List.of("Heartbeat", "Bye");
    private static final int DEPTH = 64;
    private static final JsonMapper JSON = new JsonMapper();

    private final Descriptions descriptions;
    private final JsonRequestDecoder decoder = new JsonRequestDecoder(DEPTH);

    AsyncApi(Descriptions descriptions) {
        this.descriptions = descriptions;
    }

    ObjectNode document(List<Route> routes, String version) {
        ObjectNode document = JSON.createObjectNode().put("asyncapi", "3.0.0");
        document.putObject("info")
                .put("title", "quotegate")
                .put("version", version)
                .put("description", ABOUT);
        document.put("defaultContentType", "application/json");
        ObjectNode servers = document.putObject("servers");
        for (String protocol : List.of("ws", "http", "tcp")) {
            server(servers.putObject(protocol), protocol);
        }
        document.putObject("channels");
        document.putObject("operations");
        document.putObject("components").putObject("messages");
        document.withObject("/components/securitySchemes/token")
                .put("type", "http")
                .put("scheme", "bearer");
        channel(document, OPERATIONS, "/v1/stream", List.of("ws", "tcp"));
        for (Class<?> kind : kinds(ClientRequest.class)) {
            request(document, kind.getSimpleName());
        }
        for (PushChannel channel : PushChannel.values()) {
            String name = channel.wireName().substring(0, 1).toUpperCase(Locale.ROOT)
                    + channel.wireName().substring(1);
            operation(document, "push" + name, "send", OPERATIONS, List.of(name + "Push"), channel.right());
        }
        operation(document, "tell", "send", OPERATIONS, UNASKED, Right.ANYBODY);
        routes.stream().filter(Descriptions::cover).forEach(route -> route(document, route));
        descriptions.addSchemas(document);
        return document;
    }

    private static void server(ObjectNode server, String protocol) {
        server.put("host", "{host}:{port}").put("protocol", protocol);
        server.putObject("variables").putObject("host").put("default", "127.0.0.1");
        server.withObject("/variables/port").put("default", "8080");
    }

    /** Every kind of request that there is, but what was wrong with one. */
    static List<Class<?>> kinds(Class<?> type) {
        List<Class<?>> kinds = new ArrayList<>();
        if (!type.isSealed()) {
            kinds.add(type);
        } else if (type != ClientRequest.Wrong.class) {
            for (Class<?> below : type.getPermittedSubclasses()) {
                kinds.addAll(kinds(below));
            }
        }
        return kinds;
    }

    private static void channel(ObjectNode document, String name, String address, List<String> servers) {
        ObjectNode channel = document.withObject("/channels").putObject(name).put("address", address);
        ArrayNode on = channel.putArray("servers");
        servers.forEach(server -> on.addObject().put("$ref", "#/servers/" + server));
        channel.putObject("messages");
    }

    private void request(ObjectNode document, String kind) {
        String name = kind + "Request";
        JsonNode schema = descriptions.schema(name);
        List<String> answers = new ArrayList<>();
        schema.path("x-answers").forEach(answer -> answers.add(answer.textValue()));
        answers.add("ErrorAnswer");
        String id = kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
        ObjectNode operation = operation(document, id, "receive", OPERATIONS, List.of(name), right(schema));
        ObjectNode reply = operation.putObject("reply");
        reply.putObject("channel").put("$ref", "#/channels/" + OPERATIONS);
        messages(document, OPERATIONS, answers, reply.putArray("messages"));
    }

    /** What the first example takes; null where that depends on the channel that is named. */
    private @Nullable Right right(JsonNode schema) {
        byte[] example = schema.path("examples").path(0).toString().getBytes(StandardCharsets.UTF_8);
        ClientRequest request = decoder.decode(example, 0, example.length);
        return request instanceof ClientRequest.OfChannel ? null : request.right();
    }

    private ObjectNode operation(
            ObjectNode document,
            String id,
            String action,
            String channel,
            List<String> messages,
            @Nullable Right right) {
        ObjectNode operation = document.withObject("/operations").putObject(id).put("action", action);
        operation.putObject("channel").put("$ref", "#/channels/" + channel);
        if (messages.size() == 1) {
            JsonNode summary = descriptions.schema(messages.get(0)).path("description");
            operation.put("summary", summary.asText(id));
        }
        if (right != Right.ANYBODY) {
            operation.putArray("security").addObject().put("$ref", "#/components/securitySchemes/token");
            operation.put("x-right", right == null ? "that of the channel" : right.wireName());
        }
        messages(document, channel, messages, operation.putArray("messages"));
        return operation;
    }

    /** Has {@code references} point to messages of {@code channel}, which has them from now on. */
    private void messages(ObjectNode document, String channel, List<String> names, ArrayNode references) {
        ObjectNode known = document.withObject("/components/messages");
        for (String name : names) {
            if (!known.has(name)) {
                message(known.putObject(name), name);
            }
            document.withObject("/channels/" + channel + "/messages/" + name)
                    .put("$ref", "#/components/messages/" + name);
            references.addObject().put("$ref", "#/channels/" + channel + "/messages/" + name);
        }
    }

    private void message(ObjectNode message, String name) {
        message.put("name", name).set("payload", descriptions.reference(name));
        JsonNode examples = descriptions.schema(name).path("examples");
        if (!examples.isEmpty()) {
            ArrayNode payloads = message.putArray("examples");
            examples.forEach(example -> payloads.addObject().set("payload", example));
        }
    }

    /** A channel of its own for what {@code route} pushes, if it does. */
    private void route(ObjectNode document, Route route) {
        JsonNode described = descriptions.of(route);
        if (described.has("pushes")) {
            String id = described.path("id").textValue();
            channel(document, id, Descriptions.path(route), List.of(route.protocol() == null ? "http" : "ws"));
            described.path("parameters").forEach(name -> parameter(document, id, name.textValue()));
            List<String> pushes = new ArrayList<>();
            described.path("pushes").forEach(push -> pushes.add(push.textValue()));
            operation(document, id, "send", id, pushes, route.right()).put("summary", route.summary());
        }
    }

    private void parameter(ObjectNode document, String channel, String name) {
        JsonNode parameter = descriptions.parameter(name);
        if (parameter.path("in").textValue().equals("path")) {
            document.withObject("/channels/" + channel + "/parameters/" + name)
                    .set("description", parameter.get("description"));
        }
    }
}
