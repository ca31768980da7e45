package io.quotegate.gateway.http.files;

import io.quotegate.api.Right;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.gateway.loop.PerLoop;
import java.util.List;

/** The files over HTTP. Any thread. */
public final class FileRoutes {
    private final PerLoop<LoopDownloads> downloads;

    public FileRoutes(PerLoop<LoopDownloads> downloads) {
        this.downloads = downloads;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.add(Route.get("/v1/files", Right.FILES, "The files that are offered.", this::list))
                .add(Route.get("/v1/files/{*name}", Right.FILES, "A file, or a part of it.", this::file))
                .add(Route.get(
                        "/v1/archive", Right.FILES, "Several files as one ZIP, or a part of it.", this::archive));
    }

    private StreamListener list(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> answer(stream, request).list());
    }

    private StreamListener file(HttpStream stream, RequestHead request, String name) {
        return name.isEmpty()
                ? list(stream, request, name)
                : new WholeRequest(stream, () -> answer(stream, request).open(name));
    }

    private StreamListener archive(HttpStream stream, RequestHead request, String parameter) {
        List<String> names = request.query().getOrDefault("name", List.of());
        return new WholeRequest(stream, () -> answer(stream, request).archive(names));
    }

    private FileAnswer answer(HttpStream stream, RequestHead request) {
        return new FileAnswer(stream, downloads.on(stream.loop()), request);
    }
}
