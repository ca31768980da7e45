package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.api.Resume;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a client says it had. Stateless: any thread. */
final class ResumeJson {
    /** What a request is told that has something else. */
    static final String PROBLEM = "resume (expected: an instance, and a whole number of each pair in seq)";

    private ResumeJson() {}

    /** The object that {@code parser} is at, read to its end; null if it is anything else, or not what it should be. */
    static @Nullable Resume read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return null;
        }
        String instance = null;
        Map<String, Long> seq = Map.of();
        boolean wrong = false;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (name.equals("instance") && value == JsonToken.VALUE_STRING) {
                instance = parser.getText();
            } else if (name.equals("seq") && value == JsonToken.START_OBJECT) {
                seq = new HashMap<>();
                wrong |= !numbers(parser, seq);
            } else {
                wrong |= name.equals("instance") || name.equals("seq");
                parser.skipChildren();
            }
        }
        return wrong || instance == null ? null : new Resume(instance, seq);
    }

    /** Whether all members are whole numbers that a {@code long} holds. */
    private static boolean numbers(JsonParser parser, Map<String, Long> into) throws IOException {
        boolean all = true;
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
                into.put(name, parser.getLongValue());
            } else {
                all = false;
                parser.skipChildren();
            }
        }
        return all;
    }
}
