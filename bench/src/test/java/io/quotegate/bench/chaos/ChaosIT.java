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

/** A minute of one seed; another and for longer where {@code -Dquotegate.chaos=8,10m} says so. */
class ChaosIT {
    /** How late something is does not matter here, only that it comes: machines that build are busy. */
    @Test
    @Timeout(value = 1, unit = TimeUnit.HOURS)
    void allThatIsPromisedHoldsWhileEverythingFails() {
        assumeThat(Launcher.isOnPath("prlimit") && Files.exists(Path.of("/proc/self/fd")))
                .as("Linux with prlimit")
                .isTrue();
        String[] asked = System.getProperty("quotegate.chaos", "7,1m").split(",", 2);
        String[] arguments = {
            "--seed", asked[0], "--for", asked[1], "--clients", "1", "--slack", "1m", "--out", "target/chaos"
        };
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out);

        int exitCode = ChaosCommand.commandLine().setOut(writer).setErr(writer).execute(arguments);

        assertThat(exitCode).as(out.toString()).isZero();
    }
}
