package io.quotegate.bench.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QuoteMakerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void makesPushesAsTheGatewayDoes() throws IOException {
        QuoteMaker quotes = new QuoteMaker(MarketPairs.of(12));
        ByteWriter out = new ByteWriter(512);
        Map<String, Long> seqs = new HashMap<>();
        for (int i = 0; i < 1000; i++) {
            quotes.next(out.clear());
            JsonNode push = JSON.readTree(out.toByteArray());
            assertThat(push.size()).isEqualTo(14); // the channel and the thirteen fields of a quote
            assertThat(push.get("channel").asText()).isEqualTo("quotes");
            assertThat(push.get("receiveTime").asLong()).isGreaterThan(1_700_000_000_000_000L);
            long seq = push.get("seq").asLong();
            assertThat(seq).isEqualTo(seqs.getOrDefault(push.get("pair").asText(), 0L) + 1);
            seqs.put(push.get("pair").asText(), seq);
            assertThat(out.length()).isBetween(240, 320);
        }
        assertThat(seqs).hasSize(12);
    }

    @Test
    void namesAsManyPairsAsAreAskedFor() {
        assertThat(MarketPairs.of(1)).containsExactly("BTC-USDT");
        assertThat(MarketPairs.of(9)).doesNotHaveDuplicates().hasSize(9);
        assertThat(MarketPairs.of(MarketPairs.MAX)).doesNotHaveDuplicates().hasSize(MarketPairs.MAX);
        assertThatIllegalArgumentException().isThrownBy(() -> MarketPairs.of(MarketPairs.MAX + 1));
    }
}
