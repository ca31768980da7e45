package io.quotegate.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What is shown on a screen of its own, made to fit it. For one thread at a time. */
interface Content {
    /** Takes a message. */
    void update(JsonNode message, long nowMs);

    /** What is shown, in a few words. */
    String title();

    /** At most {@code height} lines, none wider than {@code width}. */
    List<String> lines(int width, int height, long nowMs);
}
