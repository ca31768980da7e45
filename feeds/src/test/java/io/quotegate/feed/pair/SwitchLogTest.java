package io.quotegate.feed.pair;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.testkit.LogProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SwitchLogTest {
    @RegisterExtension
    private final LogProbe written = LogProbe.of(SwitchLog.class);

    private final SwitchLog log =
            new SwitchLog(Instruments.of(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "ADA-USDT")));

    private void switchFirst(int pairs) {
        for (int id = 0; id < pairs; id++) {
            log.switched(id, Venue.OKX, Venue.BINANCE, StatusReason.DISCONNECTED);
        }
    }

    /** What is written {@code seconds} after the beginning. */
    private List<String> lines(int seconds) {
        log.flush(Duration.ofSeconds(seconds).toNanos());
        return written.lines();
    }

    @Test
    void tellsOfAFewPairsByNameAndOfManyByTheirNumber() {
        switchFirst(2);
        assertThat(lines(10)).containsExactly("BTC-USDT, ETH-USDT: switched from okx to binance: disconnected");
        switchFirst(4);
        assertThat(lines(20)).containsExactly("4 pairs: switched from okx to binance: disconnected");
    }

    @Test
    void saysNothingOfVenuesThatAreLeftAtTheEnd() {
        log.end();
        switchFirst(4);
        log.unserved(0);
        assertThat(lines(10)).isEmpty();
    }
}
