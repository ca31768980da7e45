package io.quotegate.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The JSON operations, over whatever carries text messages both ways. */
final class JsonConversation {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Carrier carrier;

    /** Carries whole messages. */
    interface Carrier {
        void send(String text) throws IOException;

        /** The next message, or null when the gateway closed the connection. */
        @Nullable
        String receive() throws IOException;
    }

    JsonConversation(Carrier carrier) {
        this.carrier = carrier;
    }

    /**
     * What {@code text} says.
     *
     * @throws IOException if it is no JSON, so that whoever sent it is no gateway
     */
    static JsonNode parse(String text) throws IOException {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IOException("not a quotegate: its answer is no JSON", e);
        }
    }

    /**
     * Shows {@code token}.
     *
     * @throws RefusedException if it is not valid
     */
    void show(String token) throws IOException {
        ask(MAPPER.createObjectNode().put("op", "auth").put("token", token), "authenticated");
    }

    JsonNode get(String pair) throws IOException {
        return ask(MAPPER.createObjectNode().put("op", "quote").put("pair", pair), "quote");
    }

    /** The newest quotes of all pairs that have one. */
    JsonNode all() throws IOException {
        return ask(MAPPER.createObjectNode().put("op", "quotes"), "quotes");
    }

    private JsonNode ask(ObjectNode request, String event) throws IOException {
        carrier.send(request.toString());
        while (true) {
            String text = carrier.receive();
            if (text == null) {
                throw new IOException("the gateway closed the connection without an answer");
            }
            JsonNode answer = parse(text);
            refuseErrors(answer);
            if (answer.path("event").asText().equals(event)) {
                return answer.path("data");
            }
        }
    }

    void watch(List<String> pairs, Watched watched, Consumer<JsonNode> consumer) throws IOException {
        follow("quotes", pairs, MAPPER.createObjectNode(), watched, consumer);
    }

    void watchBook(String pair, int depth, Consumer<JsonNode> consumer) throws IOException {
        ObjectNode request = MAPPER.createObjectNode().put("depth", depth);
        follow("books", List.of(pair), request, new Watched(), consumer); // a book begins anew
    }

    private void follow(
            String channel, List<String> pairs, ObjectNode request, Watched watched, Consumer<JsonNode> consumer)
            throws IOException {
        request.put("op", "subscribe").put("channel", channel);
        pairs.forEach(request.putArray("pairs")::add);
        if (!watched.isNew()) {
            ObjectNode resume = request.putObject("resume").put("instance", watched.instance());
            watched.seqs().forEach(resume.putObject("seq")::put);
        }
        carrier.send(request.toString());
        for (String text = carrier.receive(); text != null; text = carrier.receive()) {
            JsonNode message = parse(text);
            refuseErrors(message);
            if (message.path("channel").asText().equals(channel)) {
                watched.came(message);
                consumer.accept(message);
            } else if (message.path("event").asText().equals("subscribed")) {
                watched.begins(
                        message.path("instance").asText(),
                        message.path("recovered").asBoolean());
            }
        }
    }

    private static void refuseErrors(JsonNode message) throws RefusedException {
        if (message.path("reason").asText().equals(RefusedException.TLS_REQUIRED)) {
            throw RefusedException.tlsRequired();
        }
        if (message.path("event").asText().equals("error")) {
            throw new RefusedException(
                    message.path("code").asText(), message.path("message").asText());
        }
    }
}
