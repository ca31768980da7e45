package io.quotegate.feed.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairDirectoryTest {
    private static final List<String> USDT = List.of("*-USDT");

    private Set<String> okx = Set.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "ADA-USDT");
    private Set<String> binance = Set.of("BTC-USDT");
    private String okxProblem = "";
    private int asked;
    private final PairDirectory directory = new PairDirectory(venues());

    private Map<Venue, VenuePairs> venues() {
        Map<Venue, VenuePairs> venues = new LinkedHashMap<>();
        venues.put(Venue.OKX, () -> {
            asked++;
            if (!okxProblem.isEmpty()) {
                throw new IOException(okxProblem);
            }
            return okx;
        });
        venues.put(Venue.BINANCE, () -> binance);
        return venues;
    }

    @Test
    void asksNobodyWherePairsAreNamed() throws IOException {
        assertThat(directory.resolve(List.of("BTC-USDT", "XYZ-USDT"))).containsExactly("BTC-USDT", "XYZ-USDT");
        assertThat(directory.refresh(List.of("BTC-USDT"))).containsExactly("BTC-USDT");
        assertThat(asked).isZero();
    }

    @Test
    void takesUpWhatComesAndGoes() throws IOException {
        assertThat(directory.resolve(USDT))
                .containsExactly("ADA-USDT binance=none", "BTC-USDT", "ETH-USDT binance=none", "SOL-USDT binance=none");
        assertThat(directory.untilNext()).isEqualTo(PairDirectory.EVERY);
        okx = Set.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "XRP-USDT");
        binance = Set.of("BTC-USDT", "ETH-USDT");
        assertThat(directory.refresh(USDT))
                .containsExactly("BTC-USDT", "ETH-USDT", "SOL-USDT binance=none", "XRP-USDT binance=none");
    }

    @Test
    void hasWhatAVenueHadThatDoesNotAnswerAndAsksItSoon() throws IOException {
        List<String> before = directory.resolve(USDT);
        okxProblem = "HTTP 503";
        assertThat(directory.refresh(USDT)).isEqualTo(before);
        assertThat(directory.untilNext()).isEqualTo(PairDirectory.SOON);
        okxProblem = "";
        okx = Set.of();
        assertThat(directory.refresh(USDT)).as("none at all is no answer").isEqualTo(before);
        okx = Set.of("BTC-USDT", "ETH-USDT");
        assertThat(directory.refresh(USDT)).hasSize(2);
        assertThat(directory.untilNext()).isEqualTo(PairDirectory.EVERY);
    }

    @Test
    void believesAVenueOnlyTheSecondTimeThatItHasLostMostOfItsPairs() throws IOException {
        List<String> before = directory.resolve(USDT);
        okx = Set.of("BTC-USDT");
        assertThat(directory.refresh(USDT)).isEqualTo(before);
        assertThat(directory.untilNext()).isEqualTo(PairDirectory.SOON);
        assertThat(directory.refresh(USDT)).containsExactly("BTC-USDT");
        assertThat(directory.untilNext()).isEqualTo(PairDirectory.EVERY);
    }

    @Test
    void beginsWithOneVenueWhereTheOtherDoesNotAnswer() throws IOException {
        okxProblem = "HTTP 503";
        assertThat(directory.resolve(List.of("*-USDT", "*-EUR")))
                .as("the other may have the second")
                .containsExactly("BTC-USDT okx=none");
        assertThat(directory.untilNext()).isEqualTo(PairDirectory.SOON);
    }

    @Test
    void saysWhatAPatternDoesNotMatch() {
        assertThatThrownBy(() -> directory.resolve(List.of("BTC-USDT", "*-EUR", "DOGE-*")))
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "pairs: *-EUR, DOGE-* (expected: like a pair of okx, which has 4, or of binance, which has 1)");
    }

    @Test
    void saysHowManyAreTooMany() {
        okx = IntStream.rangeClosed(0, Instruments.MOST)
                .mapToObj(i -> "C" + i + "-USDT")
                .collect(Collectors.toSet());
        assertThatThrownBy(() -> directory.resolve(List.of("C*-*")))
                .hasMessage("pairs: 4001 that patterns stand for (expected: at most 4000)");
    }
}
