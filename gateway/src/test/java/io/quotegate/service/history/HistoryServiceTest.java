package io.quotegate.service.history;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.CandleRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryServiceTest {
    private final HandTurnedHistory history = new HandTurnedHistory();
    private final TradeTape tape = new TradeTape(history.instruments);
    private final HistoryService service = new HistoryService(history.instruments, history.book, tape);

    private Outcome<CandleList> candles(String interval, String limit) {
        return service.candles(new CandleRequest("BTC-USDT", interval, limit));
    }

    private List<Candle> newest(List<Instrument> pairs, int closed) {
        List<Candle> newest = new ArrayList<>();
        service.ask(pairs, closed, Runnable::run, newest::addAll);
        assertThat(newest).as("before all news is told").isEmpty();
        history.book.questions().answer();
        return newest;
    }

    private static void assertRefused(Outcome<?> outcome, ErrorCode code, String message) {
        Refusal refusal = refusal(outcome);
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.message()).isEqualTo(message);
    }

    private void closeMinutes(int count) {
        for (int minute = 0; minute < count; minute++) {
            history.writer.onClosed(StubVenueHistory.candle(history.bitcoin, Venue.OKX, minute, true));
        }
    }

    @Test
    void answersMinutesWhereNoIntervalIsNamedAndSixtyWhereNoNumberIs() {
        closeMinutes(70);
        CandleList answer = value(candles("", ""));
        assertThat(answer.interval()).isEqualTo(CandleInterval.MINUTE);
        assertThat(answer.candles()).hasSize(60);
        assertThat(value(candles("5m", "3")).candles()).hasSize(3);
    }

    @Test
    void answersTheNewestTradesFirst() {
        for (long id = 1; id <= 200; id++) {
            tape.add(new Trade(history.bitcoin, Venue.OKX, id, 1, 1, 0, 1, 0, true, id));
        }
        assertThat(value(service.trades("BTC-USDT", ""))).hasSize(100);
        assertThat(value(service.trades("BTC-USDT", "2")))
                .extracting(Trade::tradeId)
                .containsExactly(200L, 199L);
    }

    @Test
    void tellsTheNewestMinuteOfThePairsThatHaveOne() {
        closeMinutes(3);
        assertThat(newest(history.instruments.all(), 0))
                .extracting(Candle::openTimeUs)
                .containsExactly(HandTurnedHistory.START + 2 * HandTurnedHistory.MINUTE);
        assertThat(newest(List.of(history.instruments.byId(1)), 0)).isEmpty();
    }

    @Test
    void tellsSoManyClosedMinutesAndTheOpenOne() {
        closeMinutes(5);
        history.writer.onOpen(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 5, false));
        assertThat(newest(history.instruments.all(), 3))
                .extracting(candle -> (candle.openTimeUs() - HandTurnedHistory.START) / HandTurnedHistory.MINUTE)
                .containsExactly(2L, 3L, 4L, 5L);
        assertThat(newest(List.of(history.bitcoin), 1440)).hasSize(6);
        history.book.series(0).clear();
        history.writer.onOpen(StubVenueHistory.candle(history.bitcoin, Venue.OKX, 6, false));
        assertThat(newest(List.of(history.bitcoin), 3)).as("only an open one").hasSize(1);
    }

    @Test
    void refusesPairsAndIntervalsThatThereAreNot() {
        assertRefused(
                service.candles(new CandleRequest("NO-PAIR", "1m", "1")),
                ErrorCode.UNKNOWN_PAIR,
                "unknown pair: NO-PAIR");
        assertRefused(service.trades("NO-PAIR", ""), ErrorCode.UNKNOWN_PAIR, "unknown pair: NO-PAIR");
        assertRefused(
                candles("7m", "1"),
                ErrorCode.BAD_REQUEST,
                "interval: 7m (expected: one of " + CandleInterval.SPELLINGS + ')');
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1441", "-1", "+1", "1.0", " 1", "x", "٣", "9999999999", "99999999999999999999"})
    void refusesNumbersThatAreNone(String limit) {
        assertRefused(
                candles("1m", limit),
                ErrorCode.BAD_REQUEST,
                "limit: " + limit + " (expected: a whole number from 1 to 1440)");
        assertThat(refusal(service.trades("BTC-USDT", limit.equals("1441") ? "1001" : limit))
                        .code())
                .isEqualTo(ErrorCode.BAD_REQUEST);
    }
}
