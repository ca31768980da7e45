package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestorationTest {
    private static final long NOW = 100;

    private final HandTurnedHistory history = new HandTurnedHistory();
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<List<Candle>>> answers = new ArrayList<>();
    private final List<Integer> restored = new ArrayList<>();

    private void start(boolean venueTellsTakers) {
        Restoration restoration = new Restoration(
                (pair, fromUs, toUs) -> {
                    asked.add(pair.base() + ' ' + (fromUs - HandTurnedHistory.START) / HandTurnedHistory.MINUTE + ".."
                            + (toUs - HandTurnedHistory.START) / HandTurnedHistory.MINUTE);
                    answers.add(new CompletableFuture<>());
                    return answers.get(answers.size() - 1);
                },
                List.of(
                        new StubVenueHistory(Venue.OKX, 300, false).source(),
                        new StubVenueHistory(Venue.BINANCE, 1000, venueTellsTakers).source()),
                history.writer,
                Runnable::run,
                () -> HandTurnedHistory.START + NOW * HandTurnedHistory.MINUTE);
        restoration.start(history.instruments.all(), restored::add);
    }

    private static Candle candle(Instrument pair, long minute, @Nullable BigDecimal takerBuys) {
        BigDecimal one = BigDecimal.ONE;
        long openUs = HandTurnedHistory.START + minute * HandTurnedHistory.MINUTE;
        return Candle.of(pair, Venue.OKX, openUs)
                .withPrice(one)
                .withVolumes(one, one)
                .withTrades(1, takerBuys);
    }

    @Test
    void takesOverOnePairAfterAnother() {
        start(true);
        assertThat(asked).containsExactly("BTC -1400..160");
        List<Candle> kept =
                List.of(candle(history.bitcoin, 3, BigDecimal.ONE), candle(history.bitcoin, 5, BigDecimal.ZERO));
        answers.get(0).complete(kept);
        assertThat(history.book.minutes(history.bitcoin, 0)).isEqualTo(kept);
        assertThat(restored).containsExactly(0);
        assertThat(asked).hasSize(2).last().isEqualTo("ETH -1400..160");
        answers.get(1).complete(List.of());
        assertThat(restored).containsExactly(0, 1);
        assertThat(history.news()).as("it is no news").isEmpty();
    }

    @Test
    void goesOnWhereAStoreFails() {
        start(true);
        answers.get(0).completeExceptionally(new IllegalStateException("down"));
        assertThat(restored).containsExactly(0);
        assertThat(asked).hasSize(2);
    }

    @Test
    void leavesOutPartsWhereAVenueTellsTheWhole() {
        start(true);
        answers.get(0).complete(List.of(candle(history.bitcoin, 3, null)));
        assertThat(history.book.minutes(history.bitcoin, 0)).isEmpty();
    }

    @Test
    void takesOverPartsWhereNoVenueTellsMore() {
        start(false);
        answers.get(0).complete(List.of(candle(history.bitcoin, 3, null)));
        assertThat(history.book.minutes(history.bitcoin, 0)).hasSize(1);
    }

    @Test
    void keepsWhatIsKnownMeanwhile() {
        history.writer.onClosed(candle(history.bitcoin, 5, BigDecimal.TEN));
        start(true);
        answers.get(0)
                .complete(List.of(
                        candle(history.bitcoin, 4, BigDecimal.ONE),
                        candle(history.bitcoin, 5, BigDecimal.ONE),
                        candle(history.bitcoin, 6, BigDecimal.ONE)));
        assertThat(history.book.minutes(history.bitcoin, 0))
                .containsExactly(
                        candle(history.bitcoin, 4, BigDecimal.ONE), candle(history.bitcoin, 5, BigDecimal.TEN));
    }
}
