package io.quotegate.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.binance.BinanceDialect;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConnectionTimeoutsTest {
    private static ConnectionTimeouts of(Duration staleAfter, VenueRules rules, long seed) {
        FeedSettings settings = new FeedSettings(
                List.of(Venue.OKX),
                staleAfter,
                Duration.ofSeconds(10),
                Duration.ofSeconds(7),
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5));
        return ConnectionTimeouts.of(settings, rules, new Random(seed));
    }

    private static void assertTime(long ns, String expected) {
        assertThat(Duration.ofNanos(ns)).isEqualTo(Duration.parse(expected));
    }

    @Test
    void givesUpAfterFiveTimesTheSilenceThatIsStaleButNotSoonerThanFiveSeconds() {
        assertTime(of(Duration.ofMillis(500), OkxDialect.RULES, 0).deadAfterNs(), "PT5S");
        assertTime(of(Duration.ofSeconds(2), OkxDialect.RULES, 0).deadAfterNs(), "PT10S");
    }

    @Test
    void asksForASignOfLifeInTimeForTheVenueNotToBecomeStale() {
        assertTime(of(Duration.ofSeconds(2), OkxDialect.RULES, 0).probeAfterNs(), "PT1S");
        assertTime(of(Duration.ofMinutes(2), OkxDialect.RULES, 0).probeAfterNs(), "PT20S");
    }

    @Test
    void keepsWhatIsConfigured() {
        ConnectionTimeouts timeouts = of(Duration.ofSeconds(2), OkxDialect.RULES, 0);
        assertTime(timeouts.staleAfterNs(), "PT2S");
        assertTime(timeouts.healthyAfterNs(), "PT7S");
    }

    @Test
    void replacesConnectionsAboutAnHourBeforeTheVenueCutsThem() {
        assertThat(of(Duration.ofSeconds(2), OkxDialect.RULES, 0).maxAgeNs())
                .as("OKX does not")
                .isZero();
        for (int seed = 0; seed < 100; seed++) {
            Duration maxAge = Duration.ofNanos(
                    of(Duration.ofSeconds(2), BinanceDialect.RULES, seed).maxAgeNs());
            assertThat(maxAge).isBetween(Duration.ofMinutes(22 * 60 + 32), Duration.ofMinutes(23 * 60 + 28));
        }
    }
}
