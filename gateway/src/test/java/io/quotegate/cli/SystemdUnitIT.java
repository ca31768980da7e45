package io.quotegate.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quotegate.testkit.OurJvm;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The unit of systemd, as systemd itself reads it; left out, saying so, where it is not installed. */
@Timeout(120)
class SystemdUnitIT {
    private static final Path UNIT = Path.of("../config/systemd/quotegate.service");
    private static final String ANALYZE = "systemd-analyze";

    @TempDir
    private Path directory;

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, ANALYZE)));
    }

    private String analyze(String... arguments) throws IOException, InterruptedException {
        assumeTrue(isInstalled(), ANALYZE + " is not installed here");
        Path copy = directory.resolve("quotegate.service");
        Files.writeString(copy, Files.readString(UNIT).replace("/usr/bin/java", OurJvm.java()));
        List<String> command = Stream.of(Stream.of(ANALYZE), Stream.of(arguments), Stream.of(copy.toString()))
                .flatMap(each -> each)
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return said;
    }

    @Test
    void isWithoutFault() throws Exception {
        assertThat(analyze("verify").lines().filter(line -> line.contains("quotegate")))
                .isEmpty();
    }

    @Test
    void exposesLittle() throws Exception {
        assertThat(analyze("security", "--offline=true", "--threshold=25"))
                .contains("quotegate.service")
                .doesNotContain("UNSAFE");
    }

    @Test
    void asksForWhatTheGatewayUnderstands() throws IOException {
        String unit = Files.readString(UNIT);
        assertThat(unit).contains("ExecReload=/bin/kill -HUP $MAINPID", "RestartPreventExitStatus=2");
        assertThat(unit).doesNotContain("MemoryDenyWriteExecute=");
    }
}
