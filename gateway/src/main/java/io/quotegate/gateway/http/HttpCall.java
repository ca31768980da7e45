package io.quotegate.gateway.http;

import io.quotegate.api.Outcome;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request as a route sees it, whichever version of HTTP it came by. Confined to its connection's event loop.
 *
 * @param path       decoded, without the query
 * @param parameter  what stands in the variable part of the route's path; empty where there is none
 * @param query      decoded parameters
 * @param loop       of the connection
 * @param body       where the answer's body is to be written, empty
 */
public record HttpCall(
        String path, String parameter, Map<String, List<String>> query, LoopContext loop, ByteWriter body) {
    /** The first value of a query parameter, or null. */
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Answers with what {@code json} writes of the value, or with the problem that there is none. */
    <T> HttpAnswer answer(Outcome<T> outcome, BiConsumer<ByteWriter, T> json) {
        return outcome.fold(
                value -> {
                    json.accept(body, value);
                    return HttpAnswer.JSON;
                },
                refusal -> HttpAnswer.problem(body, refusal));
    }
}
