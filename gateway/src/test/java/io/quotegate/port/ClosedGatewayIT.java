package io.quotegate.port;

import io.quotegate.app.Gateway;
import io.quotegate.app.GatewayOptions;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A gateway that was closed, in a process that goes on. */
@Timeout(120)
class ClosedGatewayIT {
    @Test
    void isHeldByNothing() throws IOException {
        WeakReference<Gateway> closed = closed();
        SimulatedMarket.await("nothing of it", () -> {
            System.gc();
            return closed.get() == null;
        });
    }

    private static WeakReference<Gateway> closed() throws IOException {
        GatewayOptions patient = GatewayOptions.DEFAULT.withLooks(Duration.ofHours(1));
        try (SimulatedMarket market = new SimulatedMarket(100, patient, "relay.venues=okx, binance")) {
            return new WeakReference<>(market.gateway());
        }
    }
}
