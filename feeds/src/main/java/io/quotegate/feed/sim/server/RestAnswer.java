package io.quotegate.feed.sim.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.text.ByteWriter;
import java.util.Map;

/** An HTTP answer: its status, its content and the headers it has beside those that every answer has. */
public record RestAnswer(int status, String contentType, byte[] body, Map<String, String> headers) {
    public static RestAnswer json(int status, ByteWriter body) {
        return new RestAnswer(status, "application/json;charset=UTF-8", body.toByteArray(), Map.of());
    }

    public static RestAnswer html(int status, String body) {
        return new RestAnswer(status, "text/html", body.getBytes(UTF_8), Map.of());
    }

    public RestAnswer withHeaders(Map<String, String> newHeaders) {
        return new RestAnswer(status, contentType, body, newHeaders);
    }
}
