package io.quotegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RepeatLimitTest {
    private final AtomicLong nowNs = new AtomicLong(1);
    private final LoggerContext context = new LoggerContext();
    private final RepeatLimit limit = new RepeatLimit(nowNs::get);

    private FilterReply decide(String logger, Level level, String format) {
        Logger of = context.getLogger(logger);
        return limit.decide(null, of, level, format, null, null);
    }

    @Test
    void letsEachOfNettysWarningsInOnceAMinute() {
        String netty = "io.netty.channel.DefaultChannelPipeline";
        assertThat(decide(netty, Level.WARN, "tail")).isEqualTo(FilterReply.NEUTRAL);
        assertThat(decide(netty, Level.WARN, "tail")).isEqualTo(FilterReply.DENY);
        assertThat(decide(netty, Level.WARN, "other")).isEqualTo(FilterReply.NEUTRAL);
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(59));
        assertThat(decide(netty, Level.WARN, "tail")).isEqualTo(FilterReply.DENY);
        nowNs.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(decide(netty, Level.WARN, "tail")).isEqualTo(FilterReply.NEUTRAL);
    }

    @Test
    void hasNoSayInWhatElseIsLogged() {
        for (int i = 0; i < 2; i++) {
            assertThat(decide("io.quotegate.app.Gateway", Level.WARN, "ours")).isEqualTo(FilterReply.NEUTRAL);
            assertThat(decide("io.netty.channel.X", Level.INFO, "said")).isEqualTo(FilterReply.NEUTRAL);
        }
    }
}
