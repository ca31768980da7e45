package io.quotegate.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program that this machine may have. */
record Program(Path file) {
    private static final int TIMEOUT_S = 60;

    /** How it ended, and all that it said. */
    record Result(int exitCode, String said) {}

    /** That of {@code name}; a test that asks for one that is not installed is skipped, saying so. */
    static Program installed(String name) {
        Path found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, name + " is not installed here");
        return new Program(Objects.requireNonNull(found));
    }

    /** Runs it to its end with {@code input}. */
    Result run(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (OutputStream stdin = process.getOutputStream()) {
            stdin.write(input.getBytes(ISO_8859_1));
        } catch (IOException e) {
            // It has ended before it read all: what it said tells why.
        }
        String said = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(process.waitFor(TIMEOUT_S, TimeUnit.SECONDS))
                .as("%s ends", file)
                .isTrue();
        return new Result(process.exitValue(), said);
    }
}
