package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.fault.FaultGuard;
import io.quotegate.fault.Faults;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The history thread, whose turns fail. */
@Timeout(120)
class HistoryTurnsTest {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);

    private final Instruments instruments = Instruments.of(List.of("BTC-USDT"));
    private final QuoteRing ring = QuoteRing.ofCapacity(64);
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(1));
    private final TradeTape tape = new TradeTape(instruments);
    private final FaultGuard guard = new Faults().at("history");
    private final BlockingQueue<Candle> heard = new LinkedBlockingQueue<>();

    private History history(HistoryListener... listeners) {
        return new History(new History.Parts(
                instruments,
                ring,
                new CandleBook(instruments),
                tape,
                MinuteArchive.NONE,
                List.of(),
                Runnable::run,
                Thread::new,
                List.of(listeners),
                () -> HandTurnedHistory.START,
                guard));
    }

    private void trade(long id, long minute) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = id;
        trade.count = 1;
        trade.price.parse("63707.20");
        trade.size.parse("1");
        trade.exchangeTimeNs = TimeUnit.MICROSECONDS.toNanos(HandTurnedHistory.START) + minute * MINUTE_NS;
        publisher.trade().set(trade).origin(Venue.OKX, true, true);
        publisher.trade().seq(id).receiveTimeNs(trade.exchangeTimeNs);
        publisher.publishTrade();
    }

    @Test
    void goOnAfterATaskThatFailed() throws InterruptedException {
        CountDownLatch next = new CountDownLatch(1);
        try (History history = history()) {
            history.start();
            history.execute(() -> {
                throw new OutOfMemoryError("of this test");
            });
            history.execute(next::countDown);
            next.await();
            trade(1, 0);
            while (tape.newest(instruments.byId(0), 1).isEmpty()) {
                Thread.onSpinWait(); // the test is bounded
            }
        }
        assertThat(guard.count()).isEqualTo(1);
    }

    @Test
    void tellTheOtherListenersAndMakeTheNextMinutesWhereOneFailsWithEach() throws InterruptedException {
        HistoryListener failing = new HistoryListener() {
            @Override
            public void onCandle(Candle candle) {
                throw new IllegalStateException("of this test");
            }

            @Override
            public void onRestored(List<Candle> candles) {}

            @Override
            public void onForgotten(Instrument pair) {}
        };
        try (History history = history(failing, heard::add)) {
            history.start();
            for (int minute = 0; minute < 4; minute++) {
                trade(minute + 1, minute);
            }
            for (int minute = 0; minute < 3; minute++) {
                assertThat(heard.take().openTimeUs()).isEqualTo(HandTurnedHistory.START + minute * Candle.MINUTE_US);
            }
        }
        assertThat(guard.count()).isEqualTo(3);
    }
}
