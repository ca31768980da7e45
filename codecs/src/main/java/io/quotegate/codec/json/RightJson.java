package io.quotegate.codec.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.api.Right;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.util.Set;

/** Who a client is and what it may do, in JSON. Any thread, each with its own writer. */
public final class RightJson {
    private static final JsonFactory JSON = Utf8Json.factory();

    private RightJson() {}

    /** The token of {@code {"token":".."}}; empty if {@code text} is not that. */
    public static String token(byte[] text) {
        String token = "";
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                boolean isText = parser.nextToken() == JsonToken.VALUE_STRING;
                if (name.equals("token") && isText) {
                    token = parser.getText();
                }
                parser.skipChildren();
            }
            return parser.currentToken() == JsonToken.END_OBJECT ? token : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Appends {@code "name":"..","rights":[..]}. */
    public static void members(ByteWriter out, String name, Set<Right> rights) {
        out.ascii("\"name\":").jsonString(name).ascii(",\"rights\":[");
        boolean first = true;
        for (Right right : rights) {
            out.ascii(first ? "" : ",").jsonString(right.wireName());
            first = false;
        }
        out.put(']');
    }
}
