package io.quotegate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.LogProbe;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultGuardTest {
    private final Faults faults = new Faults();
    private final FaultGuard guard = faults.at("turns");

    @Test
    void survivesWhateverATurnThrowsAndCountsIt() {
        assertThat(guard.run(() -> {
                    throw new OutOfMemoryError("of this test");
                }))
                .isFalse();
        assertThat(guard.run(() -> {
                    throw new IllegalStateException("of this test");
                }))
                .isFalse();
        assertThat(guard.run(() -> {})).isTrue();
        assertThat(guard.count()).isEqualTo(2);
    }

    @Test
    void sumsTheFaultsOfAllGuardsOfAPlace() {
        FaultGuard other = faults.at("turns");
        other.caught(new IllegalStateException("of this test"));
        guard.caught(new IllegalStateException("of this test"));
        faults.at("quiet");
        assertThat(faults.counts()).isEqualTo(Map.of("turns", 2L, "quiet", 0L));
    }

    @Test
    void isBrokenAfterAHundredFaultsInARowAndUntilOneTurnGoesWell() {
        Runnable failing = guard.guarded(() -> {
            throw new IllegalStateException("of this test");
        });
        for (int i = 1; i < FaultGuard.BROKEN_AFTER; i++) {
            failing.run();
        }
        assertThat(faults.broken()).isEmpty();
        failing.run();
        assertThat(faults.broken()).containsExactly("turns");
        assertThat(guard.run(() -> {})).isTrue();
        assertThat(faults.broken()).isEmpty();
    }

    @Test
    void isToldOnceHoweverOftenItHappens() {
        try (LogProbe told = LogProbe.of(FaultGuard.class)) {
            for (int i = 0; i < 1000; i++) {
                guard.caught(new IllegalStateException("of this test"));
            }
            assertThat(told.lines()).singleElement().asString().startsWith("turns: a turn failed");
        }
    }
}
