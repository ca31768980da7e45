package io.quotegate.feed.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotegate.market.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatorOptionsTest {
    @Test
    void beginsWithTheDefaultsOfTheVenue() {
        assertThat(SimulatorOptions.of(Venue.BINANCE).maxConnectionAge()).isEqualTo(Duration.ofHours(24));
        assertThat(SimulatorOptions.of(Venue.OKX).maxConnectionAge()).isZero();
        assertThat(SimulatorOptions.of(Venue.OKX).pairs()).hasSize(9).startsWith("BTC-USDT");
        assertThat(SimulatorOptions.of(Venue.OKX).ratePerSecond()).isEqualTo(100);
    }

    @Test
    void changesOneThingAtATime() {
        SimulatorOptions options = SimulatorOptions.of(Venue.OKX)
                .withPort(1)
                .withRestPort(2)
                .withPairs(List.of("A-B"))
                .withRatePerSecond(3)
                .withSeed(4)
                .withReplay(Path.of("x"), 5)
                .withMaxConnectionAge(Duration.ofSeconds(6));

        assertThat(options)
                .isEqualTo(new SimulatorOptions(
                        Venue.OKX, 1, 2, List.of("A-B"), 3, 4, Path.of("x"), 5, Duration.ofSeconds(6)));
    }

    @Test
    void saysWhatItExpected() {
        SimulatorOptions options = SimulatorOptions.of(Venue.OKX);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withPort(70_000))
                .withMessage("port: 70000 (expected: 0..65535)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options.withPairs(List.of("btcusdt")))
                .withMessage("pairs: btcusdt (expected: BASE-QUOTE in upper case)");
        assertThatIllegalArgumentException().isThrownBy(() -> options.withPairs(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withPairs(List.of("A-B", "A-B")));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withRatePerSecond(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withReplay(null, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> options.withMaxConnectionAge(Duration.ofSeconds(-1)));
    }
}
