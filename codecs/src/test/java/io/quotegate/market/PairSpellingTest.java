package io.quotegate.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PairSpellingTest {
    private final Instruments pairs =
            Instruments.of(List.of("BTC-USDT", "ETH-USDT", "USDC-USDT", "A-BC", "AB-C", "1000SATS-USDT"));

    @ParameterizedTest
    @ValueSource(strings = {"BTC-USDT", "btc-usdt", "btcusdt", "BTCUSDT", "Btc/Usdt", "BTC_USDT", "b-tcusdt"})
    void understandsAnyCaseAndAnythingBetween(String given) {
        assertThat(pairs.findAsSpelled(given)).isEqualTo(pairs.byId(0));
    }

    @Test
    void doesNotGuessBetweenTwo() {
        assertThat(pairs.findAsSpelled("abc")).isNull();
        assertThat(pairs.findAsSpelled("A-BC")).isEqualTo(pairs.byId(3));
        assertThat(pairs.findAsSpelled("ab-c")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "btc-ustd, BTC-USDT",
        "BTC, BTC-USDT",
        "eth, ETH-USDT",
        "BTCUSD, BTC-USDT",
        "1000SAT-USDT, 1000SATS-USDT"
    })
    void tellsTheNearest(String given, String nearest) {
        assertThat(pairs.findAsSpelled(given)).isNull();
        assertThat(pairs.nearest(given)).extracting(Instrument::symbol).isEqualTo(nearest);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X-Y", "*", "NO-SUCH", "BTC-USDT-BTC-USDT-BTC-USDT-BTC-USDT"})
    void tellsNoneThatIsFarFromIt(String given) {
        assertThat(pairs.nearest(given)).isNull();
    }
}
