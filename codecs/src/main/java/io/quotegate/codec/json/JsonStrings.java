package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lists of strings. Any thread, each with its own parser. */
final class JsonStrings {
    private JsonStrings() {}

    /** The strings of the array that {@code parser} is at, read to its end; null if it is anything else. */
    static @Nullable List<String> read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        boolean others = false;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
                strings.add(parser.getText());
            } else {
                others = true;
                parser.skipChildren();
            }
        }
        return others ? null : strings;
    }
}
