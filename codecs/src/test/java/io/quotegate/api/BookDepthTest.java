package io.quotegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookDepthTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "2, 5",
        "5, 5",
        "6, 10",
        "20, 20",
        "21, 50",
        "101, 200",
        "201, 400",
        "400, 400",
        "'', 20",
        "0007, 10"
    })
    void servesTheSmallestThatIsNotSmaller(String asked, int served) {
        assertThat(BookDepth.served(asked)).isEqualTo(Outcome.of(served));
        assertThat(BookDepth.levels(BookDepth.index(served))).isEqualTo(served);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "401", "-1", "+5", "1.0", "ten", " 5", "99999999999999999999"})
    void refusesWhatNoBookHas(String asked) {
        assertThat(BookDepth.served(asked))
                .isEqualTo(Outcome.refused(Refusal.badRequest("depth", asked, "a whole number from 1 to 400")));
    }
}
