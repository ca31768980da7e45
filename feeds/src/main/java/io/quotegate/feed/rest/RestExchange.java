package io.quotegate.feed.rest;

import io.quotegate.feed.dial.Route;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One question and what becomes of it. Confined to the client's loop, but for its end, which may come on any thread. */
final class RestExchange {
    private final Route route;
    private final RestQuestion question;
    private final Duration deadline;
    private final CompletableFuture<RestAnswer> answer = new CompletableFuture<>();

    private @Nullable RestConnection connection;

    RestExchange(Route route, RestQuestion question, Duration deadline) {
        this.route = route;
        this.question = question;
        this.deadline = deadline;
    }

    Route route() {
        return route;
    }

    /** Path and query behind the route's own. */
    String target() {
        String path = route.uri().getRawPath();
        return (path.endsWith("/") ? path.substring(0, path.length() - 1) : path) + question.target();
    }

    RestQuestion question() {
        return question;
    }

    Duration deadline() {
        return deadline;
    }

    CompletableFuture<RestAnswer> answer() {
        return answer;
    }

    /** Whether nobody waits any more. */
    boolean isOver() {
        return answer.isDone();
    }

    /** {@code its} connection asks now. */
    void askedOn(RestConnection its) {
        connection = its;
    }

    void fail(String reason) {
        answer.completeExceptionally(new IOException(reason));
    }

    /** Nobody waits for the answer any more: closes what is on the way. */
    void abandon() {
        if (connection != null) {
            connection.abandon(this);
        }
    }
}
