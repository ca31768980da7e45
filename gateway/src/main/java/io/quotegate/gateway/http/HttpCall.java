package io.quotegate.gateway.http;

import io.quotegate.api.Outcome;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.text.ByteWriter;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * One request as a route sees it that writes its answer at once. Confined to its connection's event loop.
 *
 * @param parameter what stands in the variable part of the route's path; empty where there is none
 * @param loop      of the connection
 * @param body      where the answer's body is to be written, empty
 */
public record HttpCall(RequestHead request, String parameter, LoopContext loop, ByteWriter body) {
    /** Decoded, without the query. */
    public String path() {
        return Objects.requireNonNull(request.path(), "path");
    }

    /** The first value of a query parameter; empty where there is none. */
    public String text(String name) {
        return Objects.requireNonNullElse(request.query(name), "");
    }

    /** Answers with what {@code json} writes of the value, or with the problem that there is none. */
    public <T> HttpAnswer answer(Outcome<T> outcome, BiConsumer<ByteWriter, T> json) {
        return outcome.fold(
                value -> {
                    json.accept(body, value);
                    return HttpAnswer.JSON;
                },
                refusal -> HttpAnswer.problem(body, refusal));
    }
}
