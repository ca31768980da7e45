package io.quotegate.codec.json;

import java.util.HexFormat;

/**
 * What a client calls a request, as the text of the JSON string that is echoed. Unlike in other texts, half a surrogate
 * pair stays what it is: a client that made it up finds its answer by it. Any thread.
 */
final class JsonId {
    private JsonId() {}

    /** {@code value} quoted and escaped (RFC 8259 §7); it can be written in UTF-8 whatever it holds. */
    static String of(String value) {
        StringBuilder text = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
            int point = value.codePointAt(i);
            if (point == '"' || point == '\\') {
                text.append('\\').append((char) point);
            } else if (point < ' ' || Character.getType(point) == Character.SURROGATE) {
                text.append("\\u").append(HexFormat.of().toHexDigits((char) point));
            } else {
                text.appendCodePoint(point);
            }
        }
        return text.append('"').toString();
    }
}
