package io.quotegate.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {
    private static final Instruments PAIRS = Instruments.of(Instruments.DEFAULT_SYMBOLS);

    private static final Refusal WHY = new Refusal(ErrorCode.LIMIT, "enough");

    private final Outcome<Integer> three = Outcome.of(3);
    private final Outcome<Integer> none = Outcome.refused(WHY);

    @Test
    void isAValueOrARefusal() {
        assertThat(three.refusal()).isNull();
        assertThat(none.refusal()).isEqualTo(WHY);
        assertThat(three.<String>fold(value -> "value " + value, refusal -> "no"))
                .isEqualTo("value 3");
        assertThat(none.<String>fold(value -> "yes", Refusal::message)).isEqualTo("enough");
    }

    @Test
    void changesTheValueAndKeepsTheRefusal() {
        assertThat(three.map(value -> "" + value)).isEqualTo(Outcome.of("3"));
        assertThat(none.map(value -> "" + value)).isEqualTo(Outcome.refused(WHY));
        assertThat(three.flatMap(value -> none)).isEqualTo(none);
        assertThat(three.flatMap(value -> Outcome.of(value + 1))).isEqualTo(Outcome.of(4));
        assertThat(none.flatMap(value -> three)).isEqualTo(none);
    }

    @Test
    void handsOutWhatItIs() {
        List<Object> handed = new ArrayList<>();
        three.onAnswer(handed::add).onRefusal(handed::add);
        assertThat(handed).containsExactly(3);
        handed.clear();
        none.onRefusal(handed::add).onAnswer(handed::add);
        assertThat(handed).containsExactly(WHY);
    }

    @Test
    void throwsWhatARefusalIsMadeInto() {
        assertThat(three.orElseThrow(refusal -> new IllegalStateException("not thrown")))
                .isEqualTo(3);
        assertThatThrownBy(() -> none.orElseThrow(refusal -> new IllegalStateException(refusal.message())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
    }

    @Test
    void wordsWhatSeveralSay() {
        assertThat(Refusal.unknownPair("A-B", PAIRS))
                .isEqualTo(new Refusal(ErrorCode.UNKNOWN_PAIR, "unknown pair: A-B"));
        assertThat(Refusal.unknownPair("btc-ustd", PAIRS).message())
                .isEqualTo("unknown pair: btc-ustd (did you mean BTC-USDT?)");
        assertThat(Refusal.noQuoteYet("A-B")).isEqualTo(new Refusal(ErrorCode.NO_DATA, "no quote of A-B yet"));
        assertThat(Refusal.badRequest("to", "", "a currency"))
                .isEqualTo(new Refusal(ErrorCode.BAD_REQUEST, "to: missing (expected: a currency)"));
        assertThat(Refusal.badRequest("to", "X", "a currency").message()).isEqualTo("to: X (expected: a currency)");
    }

    @Test
    void repeatsOnlyTheBeginningOfWhatIsFarTooLong() {
        assertThat(Refusal.shown("x".repeat(64))).isEqualTo("x".repeat(64));
        assertThat(Refusal.unknownPair("x".repeat(1_000_000), PAIRS).message())
                .isEqualTo("unknown pair: " + "x".repeat(64) + "...");
    }
}
