package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
import org.junit.jupiter.api.Test;

class CandleWriterTest {
    private final HandTurnedHistory history = new HandTurnedHistory();

    private Candle candle(long minute, boolean complete) {
        return StubVenueHistory.candle(history.bitcoin, Venue.OKX, minute, complete);
    }

    private boolean[] repaired() {
        boolean[] flags = new boolean[history.told.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = history.told.get(i).repaired();
        }
        history.told.clear();
        return flags;
    }

    @Test
    void saysOfWhatIsToldInPlaceOfAClosedMinuteThatItIsRepaired() {
        history.writer.onClosed(candle(0, false));
        history.writer.onRepaired(candle(1, true));
        assertThat(repaired()).as("told for the first time").containsExactly(false, false);
        history.writer.onRepaired(candle(0, true));
        history.writer.onAmended(candle(1, true));
        long first = candle(0, true).openTimeUs();
        history.writer.onDamaged(history.bitcoin, Venue.OKX, first, first);
        assertThat(repaired()).containsExactly(true, true, true);
        history.writer.onAbsent(history.bitcoin, candle(2, true).openTimeUs());
        history.writer.onRepaired(candle(2, true));
        assertThat(repaired()).as("there was none").containsExactly(false);
        history.writer.onClosed(candle(3, true));
        assertThat(repaired()).containsExactly(false);
        assertThat(history.book.minutes(history.bitcoin, 0)).noneMatch(Candle::repaired);
    }
}
