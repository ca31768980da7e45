package io.quotegate.bench.wire.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotegate.market.Instruments;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarketPairsTest {
    @Test
    void beginWithTheDefaultPairs() {
        List<String> defaults = Instruments.DEFAULT_SYMBOLS;
        assertThat(MarketPairs.of(2)).isEqualTo(defaults.subList(0, 2));
        assertThat(MarketPairs.of(MarketPairs.MAX))
                .startsWith(defaults.toArray(String[]::new))
                .doesNotHaveDuplicates()
                .hasSize(MarketPairs.MAX)
                .allMatch(pair -> pair.endsWith("-USDT"));
    }

    @Test
    void areNoMoreThanAConnectionCarries() {
        assertThatIllegalArgumentException().isThrownBy(() -> MarketPairs.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MarketPairs.of(MarketPairs.MAX + 1));
    }
}
