package io.quotegate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

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
        Logger logger = (Logger) LoggerFactory.getLogger(FaultGuard.class);
        ListAppender<ILoggingEvent> told = new ListAppender<>();
        told.start();
        logger.addAppender(told);
        try {
            for (int i = 0; i < 1000; i++) {
                guard.caught(new IllegalStateException("of this test"));
            }
        } finally {
            logger.detachAppender(told);
        }
        assertThat(told.list).hasSize(1);
        assertThat(told.list.get(0).getFormattedMessage()).startsWith("turns: a turn failed");
    }
}
