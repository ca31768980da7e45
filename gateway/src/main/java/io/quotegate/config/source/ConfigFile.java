package io.quotegate.config.source;

import io.quotegate.text.FailureText;
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
public record ConfigFile(String name, String text) {
    /** Where it is looked for, in the working directory and in the jar. */
    public static final String DEFAULT_NAME = "config/quotegate.yaml";

    /** Where the reference rates are looked for. */
    public static final String FIAT_NAME = "config/fiat.yaml";

    private static final String IN_THE_JAR = " in the jar";

    /** What the file that {@link #open} would read is called. */
    public static String nameOf(@Nullable Path named, Path directory) {
        return named == null ? nameOfDefault(DEFAULT_NAME, directory) : named.toString();
    }

    /** What the file that {@link #openFiat} would read is called. */
    public static String fiatNameOf(Path directory) {
        return nameOfDefault(FIAT_NAME, directory);
    }

    private static String nameOfDefault(String defaultName, Path directory) {
        return Files.exists(directory.resolve(defaultName)) ? defaultName : defaultName + IN_THE_JAR;
    }

    /** Reads the file named, or else the default one, or else the copy in the jar; null if that cannot be done. */
    public static @Nullable ConfigFile open(@Nullable Path named, Path directory, Problems problems) {
        return named == null
                ? openDefault(DEFAULT_NAME, directory, problems)
                : read(named.toString(), DEFAULT_NAME, directory, problems);
    }

    /** Reads the reference rates, or else the copy in the jar; null if that cannot be done. */
    public static @Nullable ConfigFile openFiat(Path directory, Problems problems) {
        return openDefault(FIAT_NAME, directory, problems);
    }

    private static @Nullable ConfigFile openDefault(String defaultName, Path directory, Problems problems) {
        return Files.exists(directory.resolve(defaultName))
                ? read(defaultName, defaultName, directory, problems)
                : bundled(defaultName);
    }

    private static @Nullable ConfigFile read(String name, String like, Path directory, Problems problems) {
        Path path = directory.resolve(name);
        String expected = " (expected: a configuration, as " + like + ')';
        if (!Files.exists(path)) {
            problems.add(name, "no such file" + expected);
            return null;
        }
        try {
            return new ConfigFile(name, Files.readString(path));
        } catch (CharacterCodingException e) {
            problems.add(name, "not UTF-8" + expected);
        } catch (IOException e) {
            problems.add(name, "cannot be read: " + FailureText.of(e));
        }
        return null;
    }

    /** The copy in the jar of the file called {@code defaultName}. */
    public static ConfigFile bundled(String defaultName) {
        String name = defaultName + IN_THE_JAR;
        try (InputStream in = ConfigFile.class.getResourceAsStream('/' + defaultName)) {
            if (in == null) {
                throw new IllegalStateException(name + ": missing");
            }
            return new ConfigFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
