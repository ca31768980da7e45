package io.quotegate.feed.sim.fault;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.codec.json.Utf8Json;
import io.quotegate.text.DurationText;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a venue is told to do wrong.
 *
 * @param duration how long; for a notice, until the connections are cut
 * @param delay    how late pushes are, where they are late
 * @param count    how many messages it concerns, where they are counted
 */
public record FaultRequest(FaultKind kind, Duration duration, Duration delay, int count) {
    private static final JsonFactory JSON = Utf8Json.factory();
    private static final Duration USUAL_DELAY = Duration.ofSeconds(1);
    private static final int MAX_COUNT = 1_000_000;

    /**
     * Reads {@code {"kind":"freeze","for":"3s"}}.
     *
     * @param notice which the venue gives before it cuts connections, unless told otherwise
     * @throws IllegalArgumentException that says what was expected
     */
    public static FaultRequest decode(byte[] json, Duration notice) {
        Fields fields = new Fields();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw malformed();
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                fields.read(name, parser.nextToken(), parser);
            }
            if (parser.nextToken() != null) {
                throw malformed();
            }
        } catch (IOException e) {
            throw malformed();
        }
        return fields.request(notice);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("body: malformed (expected: {\"kind\":\"freeze\",\"for\":\"3s\"})");
    }

    private static final class Fields {
        private @Nullable FaultKind kind;
        private @Nullable Duration duration;
        private Duration delay = USUAL_DELAY;
        private int count = -1;

        void read(String name, JsonToken value, JsonParser parser) throws IOException {
            switch (name) {
                case "kind" -> {
                    kind = value == JsonToken.VALUE_STRING ? FaultKind.ofWireName(parser.getText()) : null;
                    check(kind != null, "kind", parser.getText(), "one of " + FaultKind.wireNames());
                }
                case "for" -> duration = duration(name, value, parser);
                case "delay" -> delay = duration(name, value, parser);
                case "count" -> {
                    boolean valid = value == JsonToken.VALUE_NUMBER_INT && parser.getTextLength() <= 7;
                    count = valid ? parser.getIntValue() : -1;
                    check(count > 0 && count <= MAX_COUNT, name, parser.getText(), "1.." + MAX_COUNT);
                }
                default -> check(false, name, "unknown", "kind, for, delay or count");
            }
        }

        private static Duration duration(String name, JsonToken value, JsonParser parser) throws IOException {
            check(value == JsonToken.VALUE_STRING, name, parser.getText(), "a duration in quotes");
            try {
                return DurationText.parse(parser.getText());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
            }
        }

        private static void check(boolean valid, String name, @Nullable String value, String expected) {
            if (!valid) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ')');
            }
        }

        FaultRequest request(Duration notice) {
            FaultKind known = kind;
            if (known == null) {
                throw new IllegalArgumentException("kind: missing (expected: one of " + FaultKind.wireNames() + ')');
            }
            return new FaultRequest(
                    known,
                    duration == null ? known.usualDuration(notice) : duration,
                    delay,
                    count < 0 ? known.usualCount() : count);
        }
    }
}
