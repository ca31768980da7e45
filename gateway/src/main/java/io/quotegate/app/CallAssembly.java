package io.quotegate.app;

import io.grpc.BindableService;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.protobuf.services.ProtoReflectionService;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import io.quotegate.gateway.grpc.ServiceRegistry;
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

    /** @param more beside our own */
    static ServiceRegistry assemble(Services services, HealthStatusManager health, List<BindableService> more) {
        QuoteCalls quotes = new QuoteCalls(services.quotes());
        ConversionCalls conversions =
                new ConversionCalls(services.conversions(), services.quotes().newest());
        IndicatorCalls indicators = new IndicatorCalls(services.indicators());
        List<BindableService> all = new ArrayList<>(more);
        all.add(quotes);
        all.add(conversions::definition);
        all.add(new FileCalls(services.files(), services.downloads()));
        all.add(new ChatCalls(services.chat()));
        all.add(new GameCalls(services.players()));
        all.add(indicators::definition);
        all.add(health.getHealthService());
        all.add(ProtoReflectionServiceV1.newInstance());
        all.add(reflectionV1Alpha());
        return ServiceRegistry.of(all);
    }

    /** Older clients ask for it by this version. */
    @SuppressWarnings("deprecation")
    private static BindableService reflectionV1Alpha() {
        return ProtoReflectionService.newInstance();
    }
}
