package io.quotegate.feed.pair;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class SwitchLogTest {
    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(SwitchLog.class);
    private final SwitchLog log =
            new SwitchLog(Instruments.of(List.of("BTC-USDT", "ETH-USDT", "SOL-USDT", "ADA-USDT")));

    @BeforeEach
    void listen() {
        logger.setLevel(Level.INFO);
        written.start();
        logger.addAppender(written);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(written);
        logger.setLevel(null);
    }

    private void switchFirst(int pairs) {
        for (int id = 0; id < pairs; id++) {
            log.switched(id, Venue.OKX, Venue.BINANCE, StatusReason.DISCONNECTED);
        }
    }

    /** What is written {@code seconds} after the beginning. */
    private List<String> lines(int seconds) {
        log.flush(Duration.ofSeconds(seconds).toNanos());
        List<String> lines =
                written.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        written.list.clear();
        return lines;
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
