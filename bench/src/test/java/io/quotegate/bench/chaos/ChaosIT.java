package io.quotegate.bench.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.quotegate.bench.wire.process.Launcher;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ChaosIT {
    /** How late it is does not matter here: machines that build are busy. */
    @Test
    @Timeout(value = 6, unit = TimeUnit.MINUTES)
    void allThatIsPromisedHoldsForAMinuteInWhichEverythingFails() {
        assumeThat(Launcher.isOnPath("prlimit") && Files.exists(Path.of("/proc/self/fd")))
                .as("Linux with prlimit")
                .isTrue();
        String[] arguments = {"--seed", "1", "--for", "60s", "--slack", "1m", "--out", "target/chaos"};
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        int exitCode = ChaosCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);

        assertThat(exitCode).as(out.toString()).isZero();
    }
}
