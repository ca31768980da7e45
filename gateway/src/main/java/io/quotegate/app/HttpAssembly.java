package io.quotegate.app;

import io.quotegate.gateway.grpc.GrpcRoutes;
import io.quotegate.gateway.grpc.ServiceRegistry;
import io.quotegate.gateway.http.HttpRouter;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.SiteRules;
import io.quotegate.gateway.http.events.EventStreams;
import io.quotegate.gateway.http.files.FileRoutes;
import io.quotegate.gateway.http.page.PageFiles;
import io.quotegate.gateway.http.page.PageRoutes;
import io.quotegate.gateway.http.routes.BookRoutes;
import io.quotegate.gateway.http.routes.ConversionRoutes;
import io.quotegate.gateway.http.routes.GameRoutes;
import io.quotegate.gateway.http.routes.HistoryRoutes;
import io.quotegate.gateway.http.routes.IndexRoute;
import io.quotegate.gateway.http.routes.IndicatorRoutes;
import io.quotegate.gateway.http.routes.MetricsRoute;
import io.quotegate.gateway.http.routes.QuoteRoutes;
import io.quotegate.gateway.http.routes.RecordingRoutes;
import io.quotegate.gateway.http.routes.SchemaRoute;
import io.quotegate.gateway.http.routes.SessionRoutes;
import io.quotegate.gateway.http.routes.SpecificationRoutes;
import io.quotegate.gateway.http.routes.StatusRoutes;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.websocket.WebSocketRoutes;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.status.GatewayStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Puts together what HTTP serves, in any version. Adding routes adds a line. */
final class HttpAssembly {
    private HttpAssembly() {}

    /**
     * @param metrics    what it counts
     * @param recordings of what it serves
     * @param relay      adds what it serves as venues
     * @param sites      whose pages may use it
     * @param echo       whether {@code /_echo} is served
     * @param blocking   reads the files of the page, and makes the documents for programs
     */
    static HttpRouter assemble(
            Services services,
            GatewayStatus status,
            MetricsRoute metrics,
            RecordingRoutes recordings,
            Consumer<HttpRoutes> relay,
            ServiceRegistry callable,
            RequestDecoders decoders,
            SiteRules sites,
            boolean echo,
            Executor blocking) {
        QuoteService quotes = services.quotes();
        HttpRoutes routes = new HttpRoutes();
        new PageRoutes(CompletableFuture.supplyAsync(PageFiles::ofProcess, blocking)).addTo(routes);
        new IndexRoute(routes).add();
        new SpecificationRoutes(routes, status.version(), blocking).add();
        new StatusRoutes(quotes, status).addTo(routes);
        metrics.addTo(routes);
        new QuoteRoutes(quotes).addTo(routes);
        new BookRoutes(services.books()).addTo(routes);
        new HistoryRoutes(services.history()).addTo(routes);
        new ConversionRoutes(services.conversions(), quotes.newest()).addTo(routes);
        new GameRoutes(services.game()).addTo(routes);
        new IndicatorRoutes(services.indicators()).addTo(routes);
        new SchemaRoute().addTo(routes);
        SessionRoutes.addTo(routes);
        new EventStreams(quotes, services.history()).addTo(routes);
        new FileRoutes(services.downloads()).addTo(routes);
        recordings.addTo(routes);
        relay.accept(routes);
        new WebSocketRoutes(services, decoders, echo).addTo(routes);
        new GrpcRoutes(callable).addTo(routes);
        return new HttpRouter(routes, sites);
    }
}
