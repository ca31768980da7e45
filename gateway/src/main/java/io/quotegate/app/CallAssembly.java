package io.quotegate.app;

import io.grpc.BindableService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.quotegate.api.Right;
import io.quotegate.gateway.grpc.ServiceRegistry;
import io.quotegate.gateway.grpc.ServiceRegistry.Served;
import io.quotegate.gateway.grpc.service.BookCalls;
import io.quotegate.gateway.grpc.service.CandleCalls;
import io.quotegate.gateway.grpc.service.ChatCalls;
import io.quotegate.gateway.grpc.service.ConversionCalls;
import io.quotegate.gateway.grpc.service.FileCalls;
import io.quotegate.gateway.grpc.service.GameCalls;
import io.quotegate.gateway.grpc.service.IndicatorCalls;
import io.quotegate.gateway.grpc.service.QuoteCalls;
import io.quotegate.gateway.operation.Services;
import java.util.ArrayList;
import java.util.List;

/** Puts the services of gRPC together. */
final class CallAssembly {
    private CallAssembly() {}

    /** @param more beside our own, for everybody who is known */
    static ServiceRegistry assemble(Services services, HealthStatusManager health, List<BindableService> more) {
        QuoteCalls quotes = new QuoteCalls(services.quotes(), services.history());
        ConversionCalls conversions =
                new ConversionCalls(services.conversions(), services.quotes().newest());
        IndicatorCalls indicators = new IndicatorCalls(services.indicators());
        List<Served> all = new ArrayList<>();
        more.forEach(service -> all.add(new Served(Right.TOKEN, service)));
        all.add(new Served(Right.QUOTES, quotes));
        all.add(new Served(Right.QUOTES, new BookCalls(services.books(), services.quotes(), services.history())));
        all.add(new Served(Right.QUOTES, new CandleCalls(services.history(), services.quotes())));
        all.add(new Served(Right.QUOTES, conversions::definition));
        all.add(new Served(Right.FILES, new FileCalls(services.files(), services.downloads())));
        all.add(new Served(Right.INTERACTIVE, new ChatCalls(services.chat())));
        all.add(new Served(Right.INTERACTIVE, new GameCalls(services.players())));
        all.add(new Served(Right.QUOTES, indicators::definition));
        all.add(new Served(Right.TOKEN, health.getHealthService()));
        all.add(new Served(Right.TOKEN, ProtoReflectionServiceV1.newInstance()));
        all.add(new Served(Right.TOKEN, reflectionV1Alpha()));
        return ServiceRegistry.of(all);
    }

    /** Older clients ask for it by this version. */
    @SuppressWarnings("deprecation")
    private static BindableService reflectionV1Alpha() {
        return ProtoReflectionService.newInstance();
    }
}
