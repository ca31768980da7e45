package io.quotegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Limits;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When clients are told to come back whose gateway ends. */
class ReturnTimeTest {
    private static IntSummaryStatistics returns(String... sets) {
        Limits limits = LoopAssembly.limits(ConfigLoader.load(new ConfigSources(null, Map.of(), List.of(sets), null)));
        return IntStream.range(0, 10_000)
                .map(i -> limits.retryMs(DisconnectReason.SERVER_SHUTDOWN))
                .summaryStatistics();
    }

    @Test
    void theGatewayIsGivenTimeToStartAgain() {
        assertThat(returns().getMin()).isBetween(1_000, 1_100);
        assertThat(returns().getMax()).isBetween(4_900, 4_999);
    }

    @Test
    void theyComeBackOverAsLongAsTheyWereEnded() {
        assertThat(returns("server.drain=60s").getMin()).isBetween(1_000, 2_000);
        assertThat(returns("server.drain=60s").getMax()).isBetween(59_000, 60_999);
    }

    @Test
    void toAnotherGatewayOfAClusterTheyGoSoonHoweverSlowlyTheyWereEnded() {
        assertThat(returns("feeds.source=cluster", "server.drain=60s").getMin()).isBetween(1, 100);
        assertThat(returns("feeds.source=cluster").getMax()).isBetween(900, 1_000);
    }
}
