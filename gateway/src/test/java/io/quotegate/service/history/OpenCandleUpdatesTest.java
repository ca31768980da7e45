package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.fault.Faults;
import io.quotegate.market.Candle;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OpenCandleUpdatesTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long START_NS = 5;

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    private final CandleBook book = new CandleBook(instruments);
    private final List<String> told = new ArrayList<>();
    private final CandleWriter writer = new CandleWriter(
            book,
            List.of(new HistoryListener() {
                @Override
                public void onCandle(Candle candle) {}

                @Override
                public void onOpenCandle(Candle candle) {
                    told.add(candle.pair().base() + ' ' + candle.close());
                }
            }),
            new Faults().at("history"));
    private final OpenCandleUpdates updates = new OpenCandleUpdates(book, writer, instruments, START_NS);

    private void change(int pair, int price) {
        writer.onOpen(Candle.of(instruments.byId(pair), Venue.OKX, 10 * Candle.MINUTE_US)
                .withPrice(BigDecimal.valueOf(price)));
        updates.changed().set(pair);
    }

    @Test
    void tellsTheFirstChangeOfEachPairAtOnce() {
        change(0, 1);
        change(1, 2);
        updates.tick(START_NS);
        assertThat(told).containsExactly("BTC 1", "ETH 2");
    }

    @Test
    void tellsOnlyTheNewestOfTheChangesWithinASecond() {
        change(0, 1);
        updates.tick(START_NS);
        for (int price = 2; price < 10; price++) {
            change(0, price);
            updates.tick(START_NS + SECOND_NS - 1);
        }
        assertThat(told).containsExactly("BTC 1");
        updates.tick(START_NS + SECOND_NS);
        updates.tick(START_NS + 2 * SECOND_NS);
        assertThat(told).as("the last, once").containsExactly("BTC 1", "BTC 9");
    }

    @Test
    void limitsEachPairByItself() {
        change(0, 1);
        updates.tick(START_NS);
        change(0, 2);
        change(1, 3);
        updates.tick(START_NS + 1);
        assertThat(told).containsExactly("BTC 1", "ETH 3");
    }

    @Test
    void tellsNothingOfAMinuteThatWasClosedMeanwhile() {
        change(0, 1);
        writer.onClosed(
                Candle.of(instruments.byId(0), Venue.OKX, 10 * Candle.MINUTE_US).withPrice(BigDecimal.ONE));
        updates.tick(START_NS);
        assertThat(told).isEmpty();
        assertThat(updates.changed().isEmpty()).isTrue();
    }
}
