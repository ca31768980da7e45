package io.quotegate.feed.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Venue;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListedPairsTest {
    private final Map<Venue, Set<String>> traded = new LinkedHashMap<>();

    private ListedPairs of(String... written) {
        traded.putIfAbsent(Venue.OKX, Set.of("BTC-USDT", "ETH-USDT", "ETH-BTC", "OKB-USDT", "NEIRO-USDT"));
        traded.putIfAbsent(Venue.BINANCE, Set.of("BTC-USDT", "ETH-USDT", "BNB-USDT", "NEIROCTO-USDT", "NEIRO-USDT"));
        return ListedPairs.of(List.of(written), traded);
    }

    @ParameterizedTest
    @CsvSource({
        "*, BTC-USDT, true",
        "*-USDT, BTC-USDT, true",
        "*-USDT, BTC-USDC, false",
        "BTC-*, BTC-USDT, true",
        "BTC-*, WBTC-USDT, false",
        "*BTC-*, WBTC-USDT, true",
        "1000*-USD*, 1000SATS-USDC, true",
        "*-*, BTC-USDT, true"
    })
    void standsForPairsThatAreSpelledLikeIt(String pattern, String pair, boolean matches) {
        assertThat(Objects.requireNonNull(PairPattern.parse(pattern)).matches(pair))
                .isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "**", "BTC-USDT", "btc-*", "*-", "-*", "*USDT", "*-*-*", "* -USDT", ".*-USDT"})
    void isNoPattern(String text) {
        assertThat(PairPattern.parse(text)).isNull();
    }

    @Test
    void asksEachVenueForWhatItHas() {
        assertThat(of("*-USDT").listings())
                .containsExactly(
                        "BNB-USDT okx=none",
                        "BTC-USDT",
                        "ETH-USDT",
                        "NEIRO-USDT",
                        "NEIROCTO-USDT okx=none",
                        "OKB-USDT binance=none");
        assertThat(of("*").listings()).hasSize(7).contains("ETH-BTC binance=none");
    }

    @Test
    void leavesPairsThatAreNamedAsTheyAre() {
        assertThat(of("*-USDT", "ETH-USDT", "NEIRO-USDT binance=NEIROCTOUSDT", "XYZ-USDT")
                        .listings())
                .as("NEIROCTO of Binance is NEIRO, and Binance's NEIRO another coin")
                .containsExactly(
                        "ETH-USDT",
                        "NEIRO-USDT binance=NEIROCTOUSDT",
                        "XYZ-USDT",
                        "BNB-USDT okx=none",
                        "BTC-USDT",
                        "OKB-USDT binance=none");
    }

    @Test
    void tellsWhichPatternsStandForNothing() {
        assertThat(of("*-USDT", "*-EUR", "DOGE-*").unmatched()).containsExactly("*-EUR", "DOGE-*");
        assertThat(of("BTC-USDT", "BTC-*").unmatched()).as("it is named, too").isEmpty();
    }

    @Test
    void isTheSameInWhateverOrderVenuesTell() {
        List<String> once = of("*").listings();
        traded.replaceAll(
                (venue, pairs) -> new LinkedHashSet<>(pairs.stream().sorted().toList()));
        assertThat(of("*").listings()).isEqualTo(once);
    }
}
