package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Clients that stop reading. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SlowConsumerIT {
    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(10_000);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    @Test
    void conflatesAClientOfModeLatestAndCountsExactlyWhatItMissed() throws IOException {
        try (Subscription slow = new Subscription(market)) {
            slow.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"latest\"}");
            slow.await(message -> slow.quotes() == 100);
            double before = market.metric("quotegate_drops_total");
            // Nothing is read until megabytes have been published: kernel buffers hold some, the rest is conflated. Who
            // keeps up wants a ninth of it, and so may be kept waiting by the machine.
            try (Subscription quick = new Subscription(market)) {
                quick.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"],\"mode\":\"all\"}");
                quick.await(message -> quick.quotes() == 5500);
                assertThat(quick.drops()).as("nobody else is held up").isZero();
            }
            slow.await(message -> message.has("drops"));
            long until = slow.quotes() + 5000; // each checked: seq follows seq and drops
            slow.await(message -> slow.quotes() == until);
            assertThat(slow.drops()).isPositive();
            assertThat(market.metric("quotegate_drops_total") - before).isGreaterThanOrEqualTo((double) slow.drops());
        }
    }

    @Test
    void closesAClientOfModeAllThatDoesNotKeepUp() throws IOException {
        String counter = "quotegate_disconnects_total{protocol=\"frames\",reason=\"slow_consumer\"}";
        double before = market.metric(counter);
        try (Subscription slow = new Subscription(market)) {
            slow.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            slow.await(message -> slow.quotes() == 10);
            SimulatedMarket.await("closed as slow", () -> market.metric(counter) == before + 1);
            JsonNode last = slow.await(message -> message.path("event").asText().equals("bye"));
            assertThat(last.path("reason").asText()).isEqualTo("slow_consumer");
            assertThat(slow.drops()).as("up to there it got every quote").isZero();
        }
    }
}
