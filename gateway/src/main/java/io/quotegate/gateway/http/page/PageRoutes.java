package io.quotegate.gateway.http.page;

import io.quotegate.api.Right;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page and its files over HTTP. Any thread. */
public final class PageRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(PageRoutes.class);

    private final CompletableFuture<@Nullable PageFiles> files;

    /** @param reading what is answered with; requests that come earlier wait for it */
    public PageRoutes(CompletableFuture<PageFiles> reading) {
        files = reading.handle((read, failure) -> {
            if (failure != null) {
                LOG.error("the page cannot be served", failure);
            }
            return read;
        });
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.add(Route.get("/", Right.ANYBODY, "The page.", this::index))
                .add(Route.get("/client-interface.html", Right.ANYBODY, "The page.", this::index))
                .add(Route.get("/app/{*name}", Right.ANYBODY, "A file of the page.", this::file));
    }

    private StreamListener index(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> answer(stream, request, PageFiles.INDEX));
    }

    private StreamListener file(HttpStream stream, RequestHead request, String name) {
        return new WholeRequest(stream, () -> answer(stream, request, "app/" + name));
    }

    private AnswerListener answer(HttpStream stream, RequestHead request, String name) {
        PageAnswer answer = new PageAnswer(stream, request, name);
        if (files.isDone()) {
            answer.onRead(files.join());
        } else {
            stream.whenThere(files, answer::onRead);
        }
        return answer;
    }
}
