package io.quotegate.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarTextTest {
    private static final int MIB = 1 << 20;
    private final BarText bar = new BarText("MiB", MIB);

    @Test
    void saysHowMuchHowFastAndForHowLongStill() {
        assertThat(bar.text("a.gz", 0, 50 * MIB, 200L * MIB, 2_000, "", 80))
                .isEqualTo("a.gz 25% [======>                    ] 50.0 of 200.0 MiB, 25.0 MiB/s, 6.0 s left");
        assertThat(bar.text("a.gz", 0, 200L * MIB, 200L * MIB, 4_000, "computing", 80))
                .startsWith("a.gz 100% [====")
                .endsWith("=] 200.0 of 200.0 MiB, 50.0 MiB/s, computing");
    }

    @Test
    void saysNothingThatIsNotKnownYet() {
        assertThat(bar.text("a", 0, 0, MIB, 100, null, 60)).doesNotContain("?", "/s", "left");
        assertThat(new BarText("", 1).text("load", 0, 5, 10, 1_000, null, 45))
                .isEqualTo("load 50% [====>    ] 5 of 10, 5/s, 1.0 s left");
        assertThat(bar.text("empty", 0, 0, 0, 0, null, 60))
                .startsWith("empty 100% [====")
                .doesNotContain("?");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 20, 40, 79, 200})
    void isAsWideAsTheTerminal(int width) {
        assertThat(DisplayWidth.of(bar.text("币安.gz", MIB, 7 * MIB, 20 * MIB, 3_000, "", width)))
                .isEqualTo(width);
    }
}
