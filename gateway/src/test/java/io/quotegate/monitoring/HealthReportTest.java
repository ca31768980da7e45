package io.quotegate.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.BindableService;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.service.status.GatewayStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HealthReportTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final HealthStatusManager health = new HealthStatusManager();
    private final Status status = new Status();

    /** A gateway that is ready when it is told to be. */
    private static final class Status implements GatewayStatus {
        private boolean ready;
        private boolean fails;

        @Override
        public List<VenueStatus> venues() {
            return List.of();
        }

        @Override
        public List<Venue> venuesOf(Instrument pair) {
            return List.of();
        }

        @Override
        public boolean isReady() {
            if (fails) {
                fails = false;
                throw new OutOfMemoryError("of this test");
            }
            return ready;
        }

        @Override
        public List<String> reasons() {
            return List.of();
        }

        @Override
        public List<String> broken() {
            return List.of();
        }

        @Override
        public String version() {
            return "";
        }

        @Override
        public long startedUs() {
            return 0;
        }

        @Override
        public String metrics() {
            return "";
        }

        @Override
        public String openMetrics() {
            return "";
        }
    }

    private ServingStatus told(String service) {
        List<ServingStatus> told = new ArrayList<>();
        BindableService bound = health.getHealthService();
        ((HealthGrpc.HealthImplBase) bound)
                .check(HealthCheckRequest.newBuilder().setService(service).build(), new StreamObserver<>() {
                    @Override
                    public void onNext(HealthCheckResponse response) {
                        told.add(response.getStatus());
                    }

                    @Override
                    public void onError(Throwable failure) {
                        throw new AssertionError(failure);
                    }

                    @Override
                    public void onCompleted() {}
                });
        return told.get(0);
    }

    private void pass(int ms) {
        channel.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void tellsOfQuotesAsTheStatusDoesAndOfTheRestThatItIsServed() {
        channel.freezeTime();
        HealthReport.start(channel.eventLoop(), health, status, new Faults().at("health"));
        assertThat(told("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(told("quotegate.v1.QuoteService")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(told("quotegate.v1.ChatService")).isEqualTo(ServingStatus.SERVING);
        assertThat(told("quotegate.v1.FileService")).isEqualTo(ServingStatus.SERVING);
        status.ready = true;
        pass(200);
        assertThat(told("")).isEqualTo(ServingStatus.SERVING);
        assertThat(told("quotegate.v1.IndicatorService")).isEqualTo(ServingStatus.SERVING);
        status.ready = false;
        pass(199);
        assertThat(told("")).as("looked at five times a second").isEqualTo(ServingStatus.SERVING);
        pass(1);
        assertThat(told("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(told("quotegate.v1.ChatService")).isEqualTo(ServingStatus.SERVING);
    }

    @Test
    void looksAgainAfterALookThatFailed() {
        channel.freezeTime();
        Faults faults = new Faults();
        HealthReport.start(channel.eventLoop(), health, status, faults.at("health"));
        pass(200);
        status.ready = true;
        status.fails = true;
        pass(200);
        assertThat(told("")).isEqualTo(ServingStatus.NOT_SERVING);
        assertThat(faults.counts()).containsEntry("health", 1L);
        pass(200);
        assertThat(told("")).isEqualTo(ServingStatus.SERVING);
    }
}
