package io.quotegate.codec.okx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.Fixtures;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OkxRecordingTest {
    private static final Fixtures FIXTURES = new Fixtures("/fixtures/okx.txt");

    private final OkxRecording recording = new OkxRecording();

    @ParameterizedTest
    @CsvSource({
        "ticker, tickers:BTC-USDT, BTC-USDT, 1786613174873000000",
        "bbo-data-first, bbo-tbt:BTC-USDT, BTC-USDT, 1786613174878000000",
        "trade-of-2022, trades:BTC-USDT, BTC-USDT, 1646311839593000000",
        "candle, candle1m:BTC-USDT, BTC-USDT, 0",
        "unknown-channel, books5:BTC-USDT, BTC-USDT, 1786613174885000000",
        "status, status:, '', 1764667948527000000"
    })
    void recognisesPushesOfEveryChannel(String fixture, String topic, String symbol, long eventTimeNs) {
        byte[] message = FIXTURES.get(fixture).getBytes(UTF_8);
        RecordedMessage read = requireNonNull(recording.read(message));

        assertThat(read.topic()).isEqualTo(topic);
        assertThat(read.symbol()).isEqualTo(symbol);
        assertThat(read.eventTimeNs()).isEqualTo(eventTimeNs);
        assertThat(read.payload()).isEqualTo(new RecordedMessage.Range(0, message.length));
        assertThat(read.named()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ack", "error-invalid-request", "notice", "pong", "channel-conn-count"})
    void passesOverWhatIsNoPush(String fixture) {
        assertThat(recording.read(FIXTURES.get(fixture).getBytes(UTF_8))).isNull();
    }

    @Test
    void passesOverWhatIsDamaged() {
        assertThat(recording.read("{\"arg\":{\"channel\":\"trades\"".getBytes(UTF_8)))
                .isNull();
        assertThat(recording.read(new byte[0])).isNull();
    }

    @Test
    void recognisesAllOfARealRecording() {
        Map<String, Integer> topics = new HashMap<>();
        for (String line : Captures.lines("okx/ccxt_okx_2026-08.jsonl")) {
            RecordedMessage read = recording.read(line.getBytes(UTF_8));
            topics.merge(read == null ? "none" : read.topic(), 1, Integer::sum);
        }
        assertThat(topics)
                .containsEntry("tickers:BTC-USDT", 3)
                .containsEntry("candle1m:BTC-USDT", 2)
                .containsEntry("trades:BTC-USDT", 2)
                .containsEntry("none", 7);
    }

    @Test
    void readsTheDayOutOfATicker() {
        byte[] ticker = FIXTURES.get("ticker-empty-side").getBytes(UTF_8);
        DayTicker day = new DayTicker();
        new OkxDayTickerDecoder().decode(ticker, 0, ticker.length, day);

        assertThat(day.last).hasToString("2000.00");
        assertThat(day.lastSize.isAbsent()).isTrue();
        assertThat(day.top.bid).hasToString("1999.9");
        assertThat(day.top.ask.isAbsent()).isTrue();
    }
}
