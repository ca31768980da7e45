package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushFormat;
import io.quotegate.api.Resume;
import io.quotegate.api.SubscribeOptions;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Our reading of requests in JSON, beside the tree that Jackson makes of them. */
class JsonRequestFuzz {
    private static final int MOST_DEPTH = 8;
    /** With a longer name of a member a message is refused, whatever else it says. */
    private static final int LONGEST_NAME = 64;

    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));
    private static final Set<String> STRINGS =
            Set.of("op", "pair", "channel", "mode", "from", "to", "interval", "window", "format", "token");
    private static final Set<String> STRINGS_OF_FEATURES = Set.of("name", "room", "user", "text");
    private static final ObjectMapper TREES = trees(true);
    private static final ObjectMapper TREES_OF_ALL = trees(false);

    private static ObjectMapper trees(boolean strict) {
        StreamReadConstraints limits =
                StreamReadConstraints.builder().maxNestingDepth(MOST_DEPTH).build();
        return new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(limits)
                        .configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION, strict)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    @FuzzTest(maxDuration = "1m")
    void requests(byte[] bytes) {
        ClientRequest request = new JsonRequestDecoder(MOST_DEPTH).decode(bytes, 0, bytes.length);
        answerCanBeRead(request);
        if (tree(TREES_OF_ALL, bytes) == null) {
            assertThat(request.getClass().getSimpleName()).isIn("Invalid", "MarketInvalid", "Bye");
            return;
        }
        JsonNode tree = tree(TREES, bytes);
        if (tree == null) {
            return; // a name twice
        }
        if (longestName(tree) > LONGEST_NAME) {
            assertThat(request.getClass().getSimpleName()).isIn("Invalid", "MarketInvalid", "Bye");
        } else if (!tree.isObject()) {
            assertThat(request.getClass().getSimpleName()).isIn("Invalid", "Bye");
        } else if (!tree.has("data") && !tree.has("status")) {
            compare(request, tree);
        }
        byte[] amid = ByteBuffer.allocate(bytes.length + 4)
                .putShort((short) 0x7B22)
                .put(bytes)
                .putShort((short) 0x227D)
                .array();
        assertThat(new JsonRequestDecoder(MOST_DEPTH).decode(amid, 2, 2 + bytes.length))
                .isEqualTo(request);
    }

    /** Of the names of all members, at whatever depth, in characters. */
    private static int longestName(JsonNode tree) {
        int longest = 0;
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            longest = Math.max(longest, member.getKey().length());
        }
        for (JsonNode child : tree) {
            longest = Math.max(longest, longestName(child));
        }
        return longest;
    }

    /** What Jackson makes of it; null if that is nothing. */
    private static @Nullable JsonNode tree(ObjectMapper trees, byte[] bytes) {
        try {
            JsonNode tree = trees.readTree(
                    UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
            return tree.isMissingNode() ? null : tree;
        } catch (CharacterCodingException | JsonProcessingException e) {
            return null;
        }
    }

    /** Whatever is said of a request is JSON, and has its id. */
    private static void answerCanBeRead(ClientRequest request) {
        ByteWriter out = new ByteWriter(16);
        JsonMessageEncoder encoder = new JsonMessageEncoder(INSTRUMENTS);
        if (request instanceof ClientRequest.Invalid invalid) {
            encoder.error(out, invalid.id(), invalid.refusal());
            assertThat(out.length()).isLessThan(4_000);
        } else {
            encoder.pong(out, request.id());
        }
        try {
            JsonNode answer = TREES.readTree(UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(out.toByteArray()))
                    .toString());
            assertThat(answer.has("id")).isEqualTo(request.id() != null);
            if (request.id() != null) {
                assertThat(answer.get("id")).isEqualTo(TREES.readTree(request.id()));
            }
        } catch (IOException e) {
            throw new AssertionError("an answer that cannot be read", e);
        }
    }

    private static void compare(ClientRequest request, JsonNode tree) {
        if (!isUsable(tree)) {
            assertThat(request).isInstanceOf(ClientRequest.Invalid.class);
            return;
        }
        JsonNode id = tree.get("id");
        try {
            assertThat(request.id() == null ? null : TREES.readTree(request.id()))
                    .isEqualTo(id == null || id.isNull() ? null : id);
        } catch (JsonProcessingException e) {
            throw new AssertionError("an id that is not JSON", e);
        }
        ClientRequest expected = expected(request.id(), tree);
        if (expected != null) {
            assertThat(request).isEqualTo(expected);
        }
    }

    /** Whether all members that mean something are of the kind they should be. */
    private static boolean isUsable(JsonNode tree) {
        JsonNode id = tree.get("id");
        boolean goodId = id == null
                || id.isNull()
                || (id.isTextual() && id.textValue().length() <= ClientRequest.LONGEST_ID)
                || (id.isIntegralNumber() && id.asText().length() < ClientRequest.LONGEST_ID);
        JsonNode pairs = tree.get("pairs");
        JsonNode stale = tree.get("allow_stale");
        JsonNode partial = tree.get("partial");
        return goodId
                && STRINGS.stream()
                        .allMatch(name -> !tree.has(name) || tree.get(name).isTextual())
                && List.of("amount", "limit", "depth", "history").stream()
                        .allMatch(name -> !tree.has(name)
                                || tree.get(name).isTextual()
                                || tree.get(name).isNumber())
                && (stale == null || stale.isBoolean())
                && (partial == null || partial.isBoolean())
                && (!tree.has("resume") || resume(tree.get("resume")) != null)
                && (pairs == null || (pairs.isArray() && strings(pairs).size() == pairs.size()));
    }

    /** What is said of what a client had; null where that is not what it should be. */
    private static @Nullable Resume resume(@Nullable JsonNode node) {
        if (node == null
                || !node.path("instance").isTextual()
                || !(node.path("seq").isMissingNode() || node.path("seq").isObject())) {
            return null;
        }
        Map<String, Long> numbers = new HashMap<>();
        for (Map.Entry<String, JsonNode> pair : node.path("seq").properties()) {
            JsonNode number = pair.getValue();
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                return null;
            }
            numbers.put(pair.getKey(), number.longValue());
        }
        return new Resume(node.path("instance").textValue(), numbers);
    }

    private static List<String> strings(@Nullable JsonNode array) {
        return array == null
                ? List.of()
                : StreamSupport.stream(array.spliterator(), false)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                        .toList();
    }

    private static @Nullable String text(JsonNode tree, String name) {
        JsonNode value = tree.get(name);
        return value == null || !value.isTextual() ? null : value.textValue();
    }

    private static String textOrNothing(JsonNode tree, String name) {
        String text = text(tree, name);
        return text == null ? "" : text;
    }

    private static SubscribeOptions options(JsonNode tree) {
        String interval = text(tree, "interval");
        String format = text(tree, "format");
        JsonNode history = tree.get("history");
        return SubscribeOptions.of(
                        tree.path("partial").asBoolean(), interval == null ? 0 : SubscribeOptions.intervalMs(interval))
                .in(format == null ? null : PushFormat.ofWireName(format))
                .after(history == null ? 0 : SubscribeOptions.history(history.asText()))
                .resuming(resume(tree.get("resume")));
    }

    /** What is asked for; null where only the decoder says it. */
    private static @Nullable ClientRequest expected(@Nullable String id, JsonNode tree) {
        String op = textOrNothing(tree, "op");
        String pair = text(tree, "pair");
        String mode = text(tree, "mode");
        String channel = text(tree, "channel");
        List<String> pairs = strings(tree.get("pairs"));
        boolean features = List.of("offset", "number", "names").stream().noneMatch(tree::has)
                && STRINGS_OF_FEATURES.stream()
                        .allMatch(name -> !tree.has(name) || tree.get(name).isTextual());
        return switch (op) {
            case "quote" -> pair == null ? null : new ClientRequest.Quote(id, pair);
            case "quotes" -> new ClientRequest.Quotes(id);
            case "ping" -> new ClientRequest.Ping(id);
            case "bye" -> new ClientRequest.Bye(id);
            case "subscribe" ->
                tree.has("depth") || (tree.has("format") && options(tree).format() == null)
                        ? null
                        : ClientRequest.subscribe(
                                id,
                                channel,
                                pairs,
                                mode == null ? DeliveryMode.LATEST : DeliveryMode.ofWireName(mode),
                                options(tree));
            case "unsubscribe" -> ClientRequest.unsubscribe(id, channel, pairs);
            case "indicators" ->
                new ClientRequest.Indicators(id, pair == null ? "" : pair, textOrNothing(tree, "window"));
            case "chat-join" ->
                features && tree.has("room")
                        ? new ClientRequest.ChatJoin(id, textOrNothing(tree, "room"), textOrNothing(tree, "user"))
                        : null;
            case "chat" ->
                features && tree.has("text") ? new ClientRequest.ChatSay(id, textOrNothing(tree, "text")) : null;
            case "file" ->
                features && tree.has("name") ? new ClientRequest.File(id, textOrNothing(tree, "name"), 0) : null;
            case "files" -> features ? new ClientRequest.Files(id) : null;
            default -> null;
        };
    }
}
