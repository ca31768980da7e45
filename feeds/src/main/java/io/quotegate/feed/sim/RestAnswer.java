package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.text.ByteWriter;
import java.util.Map;

/** An HTTP answer: its status, its content and the headers it has beside those that every answer has. */
record RestAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    static RestAnswer json(int status, ByteWriter body) {
        return new RestAnswer(status, "application/json;charset=UTF-8", body.toByteArray(), Map.of());
    }

    static RestAnswer html(int status, String body) {
        return new RestAnswer(status, "text/html", body.getBytes(UTF_8), Map.of());
    }

    RestAnswer withHeaders(Map<String, String> newHeaders) {
        return new RestAnswer(status, contentType, body, newHeaders);
    }
}
