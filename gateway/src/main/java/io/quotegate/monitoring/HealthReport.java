package io.quotegate.monitoring;

import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.protobuf.services.HealthStatusManager;
import io.netty.channel.EventLoop;
import io.quotegate.codec.proto.v1.ChatServiceGrpc;
import io.quotegate.codec.proto.v1.ConversionServiceGrpc;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import io.quotegate.codec.proto.v1.GameServiceGrpc;
import io.quotegate.codec.proto.v1.IndicatorServiceGrpc;
import io.quotegate.codec.proto.v1.QuoteServiceGrpc;
import io.quotegate.fault.FaultGuard;
import io.quotegate.service.status.GatewayStatus;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells gRPC's health service what {@code /readyz} tells: serving while there is a quote and a venue that is live.
 * Confined to the event loop it was started on.
 */
public final class HealthReport implements Runnable {
    private static final long PERIOD_MS = 200;
    private static final List<String> SERVICES = List.of(
            HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
            QuoteServiceGrpc.SERVICE_NAME,
            ConversionServiceGrpc.SERVICE_NAME,
            IndicatorServiceGrpc.SERVICE_NAME);

    /** These need no venue. */
    private static final List<String> ALWAYS_SERVING =
            List.of(FileServiceGrpc.SERVICE_NAME, ChatServiceGrpc.SERVICE_NAME, GameServiceGrpc.SERVICE_NAME);

    private final HealthStatusManager health;
    private final GatewayStatus status;

    private boolean serving;

    private HealthReport(HealthStatusManager health, GatewayStatus status) {
        this.health = health;
        this.status = status;
    }

    public static void start(EventLoop loop, HealthStatusManager health, GatewayStatus status, FaultGuard guard) {
        ALWAYS_SERVING.forEach(service -> health.setStatus(service, ServingStatus.SERVING));
        HealthReport report = new HealthReport(health, status);
        report.set(ServingStatus.NOT_SERVING);
        loop.scheduleAtFixedRate(guard.guarded(report), 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void run() {
        boolean isServing = status.isReady();
        if (isServing != serving) {
            set(isServing ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
            serving = isServing; // only now: if that failed, it is tried again
        }
    }

    private void set(ServingStatus newStatus) {
        SERVICES.forEach(service -> health.setStatus(service, newStatus));
    }
}
