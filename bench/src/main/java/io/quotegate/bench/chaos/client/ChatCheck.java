package io.quotegate.bench.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What holds of the messages of a room that one connection hears: none comes twice, none goes back in time. */
final class ChatCheck {
    private final Set<String> heard = new HashSet<>();
    private long lastUs;

    /** What is wrong with {@code push}, or null. */
    @Nullable
    String check(JsonNode push) {
        long timeUs = push.path("time").asLong();
        if (timeUs < lastUs) {
            return "a message that is older than the one before: " + push;
        }
        lastUs = timeUs;
        if (push.has("text")
                && !heard.add(
                        push.path("user").asText() + ' ' + push.path("text").asText())) {
            return "a message twice: " + push;
        }
        return null;
    }
}
