package io.quotegate.bench.wire.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.wire.server.MarketPairs;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SubscriptionsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void oneMessageIsEnoughForThoseWhoWantEverything() throws IOException {
        Subscriptions all = Subscriptions.all(DeliveryMode.ALL);
        assertThat(all.share()).isEqualTo(1);
        JsonNode message = JSON.readTree(all.messages().get(0));
        assertThat(message.get("op").asText()).isEqualTo("subscribe");
        assertThat(message.get("pairs").get(0).asText()).isEqualTo("*");
        assertThat(message.get("mode").asText()).isEqualTo("all");
    }

    @Test
    void randomSetsDifferButAreTheSameInEveryRun() throws IOException {
        List<String> pairs = MarketPairs.of(300);
        Subscriptions random = Subscriptions.random(pairs, 20, 100);
        assertThat(random.messages()).hasSize(100).doesNotHaveDuplicates();
        assertThat(random).isEqualTo(Subscriptions.random(pairs, 20, 100));
        assertThat(random.share()).isEqualTo(20 / 300.0);
        for (String message : random.messages()) {
            Set<String> set = new HashSet<>();
            JSON.readTree(message).get("pairs").forEach(pair -> set.add(pair.asText()));
            assertThat(set).hasSize(20).isSubsetOf(pairs);
        }
    }

    @Test
    void refusesSetsLargerThanTheMarket() {
        assertThatIllegalArgumentException().isThrownBy(() -> Subscriptions.random(MarketPairs.of(9), 10, 1));
    }
}
