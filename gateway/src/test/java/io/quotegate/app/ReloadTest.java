package io.quotegate.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.monitoring.ReloadStats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReloadTest {
    private final ReloadStats stats = new ReloadStats();
    private final List<GatewayConfig> taken = new ArrayList<>();
    private boolean refuses;
    private final Reload reload = new Reload(
            config(),
            List.of((running, next) -> () -> taken.add(next), (running, next) -> {
                if (refuses) {
                    throw new IOException("tls.key: of another certificate");
                }
                return () -> taken.add(next);
            }),
            stats);

    private static GatewayConfig config(String... sets) {
        return ConfigLoader.load(new ConfigSources(null, Map.of(), List.of(sets), null));
    }

    @Test
    void takesUpWhatCanBeAndLeavesTheRestAsItWas() {
        assertThat(reload.run(() -> config("limits.subscriptions=7", "server.port=1", "log.level=warn", "log.file=x")))
                .isTrue();
        assertThat(taken).hasSize(2).allSatisfy(next -> {
            assertThat(next.limits().subscriptions()).isEqualTo(7);
            assertThat(next.log().level().name()).isEqualTo("WARN");
            assertThat(next.log().file()).isNull();
            assertThat(next.server().port()).isEqualTo(8080);
        });
        assertThat(stats.taken.sum()).isEqualTo(1);
    }

    @Test
    void namesWhatOnlyARestartTakesUpEachTime() {
        GatewayConfig running = config();
        GatewayConfig read =
                config("limits.subscriptions=7", "server.port=1", "fanout.ring-quotes=1024", "pairs=BTC-USDT");
        assertThat(running.changes(read))
                .containsExactly("server.port", "pairs", "fanout.ring-quotes", "limits.subscriptions");
        GatewayConfig next = running.reloaded(read);
        assertThat(running.changes(next)).containsExactly("pairs", "limits.subscriptions");
        assertThat(next.changes(read)).containsExactly("server.port", "fanout.ring-quotes");
        assertThat(next.reloaded(read).changes(read)).containsExactly("server.port", "fanout.ring-quotes");
        assertThat(next.pairs()).isEqualTo(read.pairs());
        assertThat(next.reloaded(running).changes(running)).isEmpty();
    }

    @Test
    void changesNothingWhereThePartsDoNotAllTakeIt() {
        refuses = true;
        assertThat(reload.run(() -> config("limits.subscriptions=7"))).isFalse();
        assertThat(taken).isEmpty();
        assertThat(stats.refused.sum()).isEqualTo(1);
        refuses = false;
        assertThat(reload.run(() -> config("limits.subscriptions=7"))).isTrue();
        assertThat(taken).hasSize(2);
    }

    @Test
    void changesNothingWhereItCannotBeRead() {
        assertThat(reload.run(() -> config("limits.subscriptions=none", "limits.frame=8KiB")))
                .isFalse();
        assertThat(reload.run(() -> {
                    throw new IllegalStateException("the disk is gone");
                }))
                .isFalse();
        assertThat(taken).isEmpty();
        assertThat(stats.refused.sum()).isEqualTo(2);
    }
}
