package io.quotegate.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.config.GatewayConfig;
import io.quotegate.testkit.OurJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two gateways and one directory. */
@Timeout(120)
class DataLockIT {
    @TempDir
    private Path directory;

    @Test
    void refusesWhatAnotherGatewayOfThisProcessHasAndGivesItBack() throws IOException {
        GatewayConfig config = LockHolder.in(directory.toString());
        try (DataLock first = DataLock.take(config)) {
            assertThatThrownBy(() -> DataLock.take(config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("files is used by another quotegate (pid "
                            + ProcessHandle.current().pid() + ", since 2");
        }
        DataLock.take(config).close();
        assertThat(directory.resolve("files")).as("left as it was").isEmptyDirectory();
    }

    @Test
    void refusesWhatAnotherProcessHasUntilThatIsKilled() throws Exception {
        GatewayConfig config = LockHolder.in(directory.toString());
        List<String> holder = OurJvm.program(LockHolder.class);
        holder.add(directory.toString());
        Process other = new ProcessBuilder(holder)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader out = new BufferedReader(new InputStreamReader(other.getInputStream(), UTF_8));
        String line = out.readLine();
        while (line != null && !line.equals("held")) {
            line = out.readLine(); // the log
        }
        for (int i = 0; i < 2; i++) { // being refused lets go of nothing
            assertThatThrownBy(() -> Gateway.start(config))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("(pid " + other.pid() + ", since 2");
        }
        assertThat(directory.resolve("q.db")).as("touched nothing").doesNotExist();
        other.toHandle().destroyForcibly();
        assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        DataLock.take(config).close();
    }

    @Test
    void doesNotMindAPlaceThatCannotBeWritten() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("file"));
        DataLock.take(LockHolder.in(inTheWay.toString())).close();
    }
}
