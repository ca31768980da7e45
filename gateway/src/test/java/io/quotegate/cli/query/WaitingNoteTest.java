package io.quotegate.cli.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingNoteTest {
    private final StringWriter err = new StringWriter();
    private final List<Runnable> later = new ArrayList<>();

    private WaitingNote note(String... pairs) {
        return new WaitingNote(later::add, "quote", List.of(pairs), new PrintWriter(err));
    }

    @Test
    void saysWhatIsWaitedForWhenThatTakesLong() {
        note("BTC-USDT", "ETH-USDT");
        note("*");
        assertThat(err.toString()).isEmpty();
        later.forEach(Runnable::run);
        assertThat(err.toString().lines())
                .containsExactly(
                        "waiting for the first quote of BTC-USDT, ETH-USDT (quotegate status tells how the venues are)",
                        "waiting for the first quote of any pair (quotegate status tells how the venues are)");
    }

    @Test
    void saysNothingWhenTheQuoteHasCome() {
        note("BTC-USDT").end();
        later.forEach(Runnable::run);
        assertThat(err.toString()).isEmpty();
    }
}
