package io.quotegate.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded market data, found by the environment variable {@code QUOTEGATE_CAPTURES}. Without it a test is skipped. */
public final class Captures {
    private Captures() {}

    /** The recording {@code name}; skips the test that asks if there is none. */
    public static Path file(String name) {
        String folder = System.getenv("QUOTEGATE_CAPTURES");
        assumeTrue(folder != null, "QUOTEGATE_CAPTURES is not set: no recorded data to test with");
        Path file = Path.of(String.valueOf(folder), name);
        assumeTrue(Files.isReadable(file), () -> "QUOTEGATE_CAPTURES has no " + name);
        return file;
    }

    /** The lines of the recording {@code name}, unpacked if it is packed. */
    public static List<String> lines(String name) {
        Path file = file(name);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw;
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
