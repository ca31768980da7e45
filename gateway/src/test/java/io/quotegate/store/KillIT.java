package io.quotegate.store;

import static io.quotegate.store.OpenStore.BTC;
import static io.quotegate.store.OpenStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that writes, again and again on the same database. {@code -Dquotegate.kill-rounds=50} does it as often.
 */
@Timeout(600)
class KillIT {
    private static final int ROUNDS = Integer.getInteger("quotegate.kill-rounds", 3);
    private static final int LONGEST_MS = 300;

    @TempDir
    private Path directory;

    @Test
    void everyAcknowledgedCandleOutlivesTheProcessThatWroteIt() throws Exception {
        Random random = new Random(1);
        long minute = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long acknowledged = writeUntilKilled(minute, random.nextInt(LONGEST_MS));
            assertThat(acknowledged).as("round %d", round).isGreaterThan(minute);
            minute = check(minute, acknowledged);
        }
        System.getLogger("KillIT").log(System.Logger.Level.INFO, "{0} rounds, {1} candles", ROUNDS, minute);
    }

    /** The end of the minutes that were acknowledged. */
    private long writeUntilKilled(long from, int millis) throws IOException, InterruptedException {
        List<String> killed = OurJvm.program(KilledWriter.class);
        killed.addAll(List.of(directory.toString(), String.valueOf(from)));
        Process process = new ProcessBuilder(killed)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = from;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            long untilNs = Long.MAX_VALUE;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                acknowledged = Long.parseLong(line);
                long nowNs = System.nanoTime();
                untilNs = untilNs == Long.MAX_VALUE ? nowNs + TimeUnit.MILLISECONDS.toNanos(millis) : untilNs;
                if (nowNs >= untilNs && process.isAlive()) {
                    process.toHandle().destroyForcibly(); // SIGKILL; what it printed before is still read
                }
            }
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as("killed").isEqualTo(128 + 9);
        return acknowledged;
    }

    /** Looks at what is there; returns where the next round is to go on. */
    private long check(long from, long acknowledged) throws Exception {
        try (OpenStore open = OpenStore.in(directory)) {
            List<Candle> kept = await(open.store().candles().minutes(BTC, from * Candle.MINUTE_US, Long.MAX_VALUE));
            long end = from + kept.size();
            assertThat(end).isGreaterThanOrEqualTo(acknowledged);
            for (int i = 0; i < kept.size(); i++) {
                assertThat(kept.get(i)).isEqualTo(OpenStore.candle(from + i));
            }
            assertThat(open.stats().isUp()).isTrue();
            assertThat(ask("SELECT COUNT(*) FROM candles")).as("of all rounds").isEqualTo(String.valueOf(end));
            assertThat(ask("PRAGMA integrity_check")).isEqualTo("ok");
            return end;
        }
    }

    private String ask(String question) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("q.db"));
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(question)) {
            assertThat(row.next()).isTrue();
            return row.getString(1);
        }
    }
}
