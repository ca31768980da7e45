package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RepairsTest {
    private static final long LONG_AFTER = Duration.ofHours(1).toNanos();

    private final HandTurnedHistory history = new HandTurnedHistory();
    private final StubVenueHistory okx = new StubVenueHistory(Venue.OKX, 300, false);
    private final StubVenueHistory binance = new StubVenueHistory(Venue.BINANCE, 1000, true);
    private final Deque<Runnable> blocking = new ArrayDeque<>();
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final Repairs repairs = new Repairs(
            history.instruments,
            history.book,
            history.writer,
            StubVenueHistory.requests(blocking::add, inbox::add, okx, binance),
            () -> HandTurnedHistory.START + 11 * HandTurnedHistory.MINUTE + 1);
    private long nowNs = System.nanoTime();

    @BeforeEach
    void add() {
        history.instruments.all().forEach(pair -> repairs.add(pair, Long.MAX_VALUE));
    }

    private void begin() {
        history.instruments.all().forEach(pair -> repairs.start(pair.id(), nowNs));
    }

    /** Lets {@code passed} pass and everything that is due happen. */
    private void pass(long passedNs) {
        pass(repairs, passedNs);
    }

    private void pass(Repairs asking, long passedNs) {
        do {
            nowNs = System.nanoTime() + passedNs;
            asking.tick(nowNs);
            while (!blocking.isEmpty()) {
                blocking.remove().run();
            }
            while (!inbox.isEmpty()) {
                inbox.remove().run();
            }
            asking.tick(System.nanoTime() + passedNs);
        } while (!blocking.isEmpty());
    }

    private List<Candle> minutes(int pair) {
        return history.book.minutes(history.instruments.byId(pair), 0);
    }

    @Test
    void asksForADayAtStartWhereTheCandlesTellMost() {
        begin();
        pass(0);
        assertThat(binance.asked).startsWith("BTC newest x1000").contains("BTC -990 x498", "ETH -990 x498");
        assertThat(okx.asked).isEmpty();
        for (int pair = 0; pair < 2; pair++) {
            assertThat(minutes(pair)).hasSize(1498).allMatch(Candle::complete);
            assertThat(minutes(pair)).extracting(Candle::openTimeUs).isSorted().doesNotHaveDuplicates();
        }
        int questions = binance.asked.size();
        pass(LONG_AFTER);
        assertThat(binance.asked).as("all is known").hasSize(questions);
    }

    /** A feed node that began a moment ago asks the venues itself for the day before. */
    @Test
    void asksAgainWhoMayLearnLaterWhatItDoesNotTellNow() {
        StubVenueHistory feedNode = new StubVenueHistory(Venue.OKX, 1440, false);
        feedNode.secondHand = true;
        int most = 4 * RepairPlan.MOST_TRIES;
        feedNode.has = minute -> minute <= 10 && (minute > 0 || feedNode.asked.size() > most);
        Repairs asking = new Repairs(
                history.instruments,
                history.book,
                history.writer,
                StubVenueHistory.requests(blocking::add, inbox::add, feedNode),
                () -> HandTurnedHistory.START + 11 * HandTurnedHistory.MINUTE + 1);
        history.instruments.all().forEach(pair -> asking.add(pair, 0));
        pass(asking, LONG_AFTER);
        assertThat(feedNode.asked.stream().filter(question -> question.equals("BTC 0 x1430")))
                .as("more often than a venue, which knows what there is")
                .hasSizeGreaterThan(RepairPlan.MOST_TRIES);
        assertThat(minutes(0)).as("as far back as it can tell").hasSize(1440).allMatch(Candle::complete);
        int questions = feedNode.asked.size();
        pass(asking, 2 * LONG_AFTER);
        assertThat(feedNode.asked).as("nothing older is asked for").hasSize(questions);
    }

    @Test
    void asksTheOtherVenueForAllPairsWhileOneFails() {
        binance.instead.add(new HistoryAnswer.Failed("no whole answer within 10000 ms"));
        begin();
        pass(0);
        assertThat(binance.asked).as("until it is tried again").containsExactly("BTC newest x1000");
        assertThat(okx.asked).contains("ETH newest x300");
        pass(LONG_AFTER);
        for (int pair = 0; pair < 2; pair++) {
            assertThat(minutes(pair)).hasSize(1498).allMatch(Candle::complete);
        }
    }

    @Test
    void asksTheOtherVenueForAMinuteThatItsOwnCannotTell() {
        begin();
        pass(0);
        binance.has = minute -> minute <= 12;
        okx.instead.add(new HistoryAnswer.Failed("HTTP 503"));
        history.writer.onClosed(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 11, false));
        history.writer.onClosed(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 12, true));
        history.news();
        repairs.need(0, nowNs);
        pass(Duration.ofSeconds(3).toNanos());
        assertThat(okx.asked).containsExactly("BTC 11 x1");
        pass(Duration.ofSeconds(5).toNanos());
        assertThat(history.news()).hasSize(1).first().asString().contains("+11:");
    }

    @Test
    void asksAVenueNoMoreForAPairThatItDoesNotHaveAndGoesOnWithTheOthers() {
        binance.instead.add(new HistoryAnswer.NotThere());
        begin();
        pass(0);
        assertThat(binance.asked).filteredOn(asked -> asked.startsWith("BTC")).hasSize(1);
        assertThat(okx.asked).contains("BTC newest x300").noneMatch(asked -> asked.startsWith("ETH"));
        assertThat(binance.asked).contains("ETH newest x1000");
        assertThat(minutes(0)).hasSize(1498).allMatch(Candle::complete);
    }

    @Test
    void asksTheVenueOfAnIncompleteMinuteForThatMinute() {
        begin();
        pass(0);
        okx.has = minute -> minute <= 12;
        history.writer.onClosed(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 11, false));
        history.writer.onClosed(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 12, true));
        history.news();
        repairs.need(0, nowNs);
        pass(0);
        assertThat(okx.asked).as("the venue may not be so far").isEmpty();
        pass(LONG_AFTER);
        assertThat(okx.asked).containsExactly("BTC 11 x1");
        assertThat(history.news()).containsExactly("BTC okx+11: 11 11 11 11 v11 q11 n1 b11");
    }

    @Test
    void asksAfterARestartOnlyForWhatWasMissed() {
        restore(history.bitcoin, 5);
        restore(history.instruments.byId(1), 10);
        begin();
        pass(0);
        assertThat(binance.asked).containsExactly("BTC newest x6");
        assertThat(minutes(0))
                .hasSize(CandleSeries.KEPT)
                .last()
                .isEqualTo(StubVenueHistory.candle(history.bitcoin, Venue.BINANCE, 10, true));
        pass(LONG_AFTER);
        assertThat(binance.asked).as("all is known").hasSize(1);
    }

    @Test
    void forgetsWhatWasRestoredOfAnotherTimeThanItsVenues() {
        restore(history.bitcoin, 2000);
        begin();
        pass(0);
        assertThat(history.forgotten).containsExactly(history.bitcoin);
        assertThat(minutes(0)).last().isEqualTo(StubVenueHistory.candle(history.bitcoin, Venue.BINANCE, 10, true));
        assertThat(minutes(0)).extracting(Candle::openTimeUs).isSorted();
    }

    private void restore(Instrument pair, long lastMinute) {
        List<Candle> kept = new ArrayList<>();
        for (long minute = lastMinute - CandleSeries.KEPT + 1; minute <= lastMinute; minute++) {
            kept.add(StubVenueHistory.candle(pair, Venue.OKX, minute, true));
        }
        history.writer.onRestored(pair, kept);
    }

    @Test
    void waitsAsLongAsAVenueSays() {
        binance.instead.add(new HistoryAnswer.Wait(Duration.ofMinutes(2), true));
        begin();
        pass(0);
        pass(Duration.ofSeconds(110).toNanos());
        assertThat(binance.asked).hasSize(1);
        pass(Duration.ofSeconds(130).toNanos());
        assertThat(minutes(0)).isNotEmpty();
    }

    @Test
    void asksAnotherVenueWhenOneFails() {
        for (int i = 0; i < 20; i++) {
            binance.instead.add(new HistoryAnswer.Failed("down"));
        }
        begin();
        for (int i = 0; i < 8; i++) {
            pass(LONG_AFTER);
        }
        assertThat(okx.asked).contains("BTC newest x300");
        assertThat(minutes(0)).isNotEmpty();
    }

    @Test
    void givesUpAMinuteThatIsNeverTold() {
        begin();
        pass(0);
        binance.has = minute -> false;
        okx.has = minute -> false;
        history.writer.onClosed(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 11, false));
        repairs.need(0, nowNs);
        for (int i = 0; i < 3 * RepairPlan.MOST_TRIES; i++) {
            pass(LONG_AFTER);
        }
        assertThat(okx.asked).hasSize(RepairPlan.MOST_TRIES);
        assertThat(minutes(0)).last().isEqualTo(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 11, false));
    }

    @Test
    void asksOnlyOnceForMinutesInWhichAVenueWasClosed() {
        binance.has = minute -> minute >= 0 && minute <= 10;
        begin();
        for (int i = 0; i < 5; i++) {
            pass(LONG_AFTER);
        }
        assertThat(minutes(0)).hasSize(11);
        assertThat(binance.asked)
                .filteredOn(question -> question.startsWith("BTC"))
                .hasSize(3);
    }
}
