package io.quotegate.feed.sim.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.quotegate.feed.sim.TestModels;
import io.quotegate.market.Venue;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultRequestTest {
    private static Duration notice(Venue venue) {
        return TestModels.own(venue).noticeTime();
    }

    private static FaultRequest decode(String json, Venue venue) {
        return FaultRequest.decode(json.getBytes(UTF_8), notice(venue));
    }

    @ParameterizedTest
    @EnumSource(FaultKind.class)
    void readsEachKindByItsName(FaultKind kind) {
        FaultRequest request = decode("{\"kind\":\"" + kind.wireName() + "\"}", Venue.OKX);

        assertThat(request.kind()).isEqualTo(kind);
        assertThat(request.duration()).isEqualTo(kind.usualDuration(notice(Venue.OKX)));
        assertThat(request.delay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(request.count()).isEqualTo(kind == FaultKind.GAP ? 10 : 1);
    }

    @Test
    void readsWhatElseIsTold() {
        assertThat(decode("{\"delay\":\"5ms\",\"count\":7,\"for\":\"3s\",\"kind\":\"slow\"}", Venue.BINANCE))
                .isEqualTo(new FaultRequest(FaultKind.SLOW, Duration.ofSeconds(3), Duration.ofMillis(5), 7));
    }

    @Test
    void givesNoticeAsLongBeforehandAsTheVenue() {
        assertThat(decode("{\"kind\":\"notice\"}", Venue.OKX).duration()).isEqualTo(Duration.ofSeconds(60));
        assertThat(decode("{\"kind\":\"notice\"}", Venue.BINANCE).duration()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{",
                "{}",
                "5",
                "{\"kind\":5}",
                "{\"kind\":\"gap\"}{}",
                "{\"kind\":\"gap\",\"count\":\"5\"}",
                "{\"kind\":\"gap\",\"count\":99999999999}",
                "{\"kind\":\"freeze\",\"for\":3}",
                "{\"kind\":[],\"for\":\"3s\"}",
                "{\"kind\":\"freeze\",\"for\":{\"a\":1}}"
            })
    void saysThatSomethingElseWasExpected(String json) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> decode(json, Venue.OKX))
                .withMessageContaining("(expected: ");
    }
}
