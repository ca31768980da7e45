package io.quotegate.feed.sim.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How the lines of a recording are made up. Lines are given as bytes in the guise of ISO 8859-1, so that none is lost. */
enum RecordingFormat {
    /** {@code <nanoseconds> <message>}, as hftbacktest records. */
    TIMED {
        @Override
        @Nullable
        Line read(String line, long number) {
            int space = line.indexOf(' ');
            if (space <= 0 || !line.chars().limit(space).allMatch(Character::isDigit) || space > LONGEST_TIME) {
                return null;
            }
            return new Line(
                    Long.parseLong(line.substring(0, space)),
                    line.substring(space + 1).getBytes(ISO_8859_1));
        }
    },
    /** {@code {"dir":"in","t":<seconds>,"raw":"<message>"}}, as cryptofeed records; what goes in other directions is passed over. */
    WRAPPED {
        @Override
        @Nullable
        Line read(String line, long number) {
            try (JsonParser parser = JSON.createParser(line.getBytes(ISO_8859_1))) {
                return readWrapped(parser);
            } catch (IOException e) {
                return null;
            }
        }
    },
    /** Quotes, trades or both as CSV, as the gateway records them. Each line becomes a message of the venue. */
    ROWS {
        @Override
        @Nullable
        Line read(String line, long number) {
            RecordedRow row = RecordedRow.of(line);
            return row == null ? null : new Line(row.receiveTimeNs(), line.getBytes(ISO_8859_1));
        }
    },
    /** A message and nothing else: they come evenly. */
    PLAIN {
        @Override
        @Nullable
        Line read(String line, long number) {
            return new Line(number * PLAIN_INTERVAL_NS, line.getBytes(ISO_8859_1));
        }
    };

    private static final JsonFactory JSON = new JsonFactory();
    private static final long PLAIN_INTERVAL_NS = Duration.ofMillis(10).toNanos();
    private static final int NANO_PLACES = 9;
    private static final int LONGEST_TIME = 18 + 1;

    /** A message and when it came. */
    record Line(long timeNs, byte[] message) {}

    /**
     * Takes a line apart, or gives null if it is not of this format.
     *
     * @param number of the line, from 0
     */
    abstract @Nullable Line read(String line, long number);

    /** Whether lines tell when they were recorded. */
    boolean isTimed() {
        return this != PLAIN;
    }

    /** The format of a recording that begins with {@code line}. */
    static RecordingFormat of(String line) {
        if (!line.isEmpty() && Character.isDigit(line.charAt(0))) {
            return TIMED;
        }
        if (line.startsWith(RecordedRow.HEADER)) {
            return ROWS;
        }
        try (JsonParser parser = JSON.createParser(line.getBytes(ISO_8859_1))) {
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            return object && "dir".equals(parser.nextFieldName()) ? WRAPPED : PLAIN;
        } catch (IOException e) {
            return PLAIN;
        }
    }

    private static @Nullable Line readWrapped(JsonParser parser) throws IOException {
        boolean in = false;
        BigDecimal seconds = null;
        String raw = null;
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            return null;
        }
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "dir" -> in = "in".equals(parser.getValueAsString());
                case "t" -> seconds = value.isNumeric() ? parser.getDecimalValue() : null;
                case "raw" -> raw = value == JsonToken.VALUE_STRING ? parser.getText() : null;
                default -> parser.skipChildren();
            }
        }
        if (!in || seconds == null || raw == null) {
            return null;
        }
        return new Line(seconds.movePointRight(NANO_PLACES).longValue(), raw.getBytes(UTF_8));
    }
}
