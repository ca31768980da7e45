package io.quotegate.trial;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A minute of the simulated market, recorded once and kept in the jar, so that a demonstration has files to offer before
 * its own first hour is over. Any thread; blocks.
 */
public final class SampleFiles {
    /** The folder that they are offered in, where nobody deletes them for their age. */
    static final String FOLDER = "sample";

    static final List<String> NAMES = List.of(
            "quotes_BTC-USDT.csv.gz", "quotes_ETH-USDT.csv.gz", "trades_BTC-USDT.csv.gz", "trades_ETH-USDT.csv.gz");

    private SampleFiles() {}

    /** Puts those that are not there yet into a folder of {@code directory}, each whole or not at all. */
    public static void offer(Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve(FOLDER));
        for (String name : NAMES) {
            Path file = folder.resolve(name);
            if (!Files.exists(file)) {
                Path hidden = folder.resolve('.' + name);
                copy(name, hidden);
                Files.move(hidden, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static void copy(String name, Path to) throws IOException {
        try (InputStream sample = SampleFiles.class.getResourceAsStream("/demo/" + name)) {
            if (sample == null) {
                throw new FileNotFoundException(name);
            }
            Files.copy(sample, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
