package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Instruments;
import io.quotegate.testkit.LogProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class VenueLogTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));

    @RegisterExtension
    private final LogProbe written = LogProbe.of(VenueLog.class);

    private final VenueStats stats = new VenueStats();
    private final VenueLog log = new VenueLog("okx", INSTRUMENTS, stats);

    /** What was written since the last call. */
    private List<String> lines() {
        return written.events().stream()
                .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                .toList();
    }

    private static long at(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void tellsOfAnOutageInOneWarningHoweverOftenItIsTriedToEndIt() {
        log.live(at(1));
        log.failed("disconnected: reset", at(10));
        log.failed("cannot connect: connection refused", at(11));
        log.failed("cannot connect: no handshake within 3000 ms", at(12));
        log.failed("cannot connect: no handshake within 3001 ms", at(13));
        log.failed("cannot connect: connection refused", at(14));
        log.live(at(20));
        assertThat(lines())
                .containsExactly(
                        "INFO okx: live",
                        "WARN okx: disconnected: reset",
                        "INFO okx: cannot connect: connection refused",
                        "INFO okx: cannot connect: no handshake within 3000 ms",
                        "INFO okx: live again after 10 s");
    }

    @Test
    void takesFailuresForOneOutageUntilTheVenueIsHealthy() {
        log.failed("disconnected: reset", at(10));
        log.live(at(11));
        log.failed("disconnected: reset", at(12));
        log.live(at(13));
        assertThat(lines()).containsExactly("WARN okx: disconnected: reset", "INFO okx: live again after 1 s");
        log.healthy();
        log.failed("disconnected: reset", at(30));
        log.live(at(32));
        assertThat(lines()).containsExactly("WARN okx: disconnected: reset", "INFO okx: live again after 2 s");
    }

    @Test
    void tellsOfAPairThatTheVenueDoesNotHaveOnce() {
        log.refused(1, "60018 doesn't exist");
        log.refused(1, "60018 doesn't exist");
        log.unheard(INSTRUMENTS.all(), Duration.ofMinutes(1));
        log.unheard(INSTRUMENTS.all(), Duration.ofMinutes(1));
        assertThat(lines())
                .containsExactly(
                        "WARN okx: does not serve ETH-USDT: 60018 doesn't exist",
                        "WARN okx: has quoted nothing for 60 s of what it may not have: BTC-USDT");
    }

    @Test
    void countsWhatHappensOften() {
        stats.gaps.increment();
        log.onTime(at(1));
        stats.gaps.add(5);
        stats.decodeErrors.add(2);
        log.unreadable("end of message");
        log.onTime(at(2));
        log.onTime(at(12));
        log.onTime(at(30));
        assertThat(lines())
                .containsExactly(
                        "WARN okx: trades were missed 1 times",
                        "WARN okx: trades were missed 5 times",
                        "WARN okx: 2 messages could not be read, the last one: end of message");
    }
}
