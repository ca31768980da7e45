package io.quotegate.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a configuration.
 *
 * @param name as problems call it
 */
record ConfigFile(String name, String text) {
    /** Where it is looked for, in the working directory and in the jar. */
    static final String DEFAULT_NAME = "config/quotegate.yaml";

    private static final String BUNDLED_NAME = DEFAULT_NAME + " in the jar";

    /** What the file that {@link #open} would read is called. */
    static String nameOf(@Nullable Path named, Path directory) {
        if (named != null) {
            return named.toString();
        }
        return Files.exists(directory.resolve(DEFAULT_NAME)) ? DEFAULT_NAME : BUNDLED_NAME;
    }

    /** Reads the file named, or else the default one, or else the copy in the jar; null if that cannot be done. */
    static @Nullable ConfigFile open(@Nullable Path named, Path directory, Problems problems) {
        String name = nameOf(named, directory);
        if (name.equals(BUNDLED_NAME)) {
            return new ConfigFile(name, bundled());
        }
        Path path = directory.resolve(name);
        if (!Files.exists(path)) {
            problems.add(name, "no such file (expected: a configuration, as " + DEFAULT_NAME + ')');
            return null;
        }
        try {
            return new ConfigFile(name, Files.readString(path));
        } catch (CharacterCodingException e) {
            problems.add(name, "not UTF-8 (expected: a configuration, as " + DEFAULT_NAME + ')');
        } catch (IOException e) {
            problems.add(name, "cannot be read: " + e.getMessage());
        }
        return null;
    }

    private static String bundled() {
        try (InputStream in = ConfigFile.class.getResourceAsStream('/' + DEFAULT_NAME)) {
            if (in == null) {
                throw new IllegalStateException(BUNDLED_NAME + ": missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(BUNDLED_NAME, e);
        }
    }
}
