package io.quotegate.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quotegate.config.fiat.FiatReader;
import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.Problems;
import io.quotegate.market.ReferenceRates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Configurations made of texts, in a working directory of their own. */
record Sources(Path directory) {
    /** What holds where nothing is said: the defaults of the table, and the reference rates in the jar. */
    static GatewayConfig defaults() {
        return GatewayConfig.of(new Values(), bundledRates());
    }

    /** The reference rates in the jar. */
    static ReferenceRates bundledRates() {
        Problems problems = new Problems();
        ReferenceRates rates = FiatReader.read(ConfigFile.bundled(ConfigFile.FIAT_NAME), problems);
        return requireNonNull(rates, () -> "reference rates in the jar: " + problems.all());
    }

    /** The configuration that {@code yaml} makes as {@code config/quotegate.yaml}. */
    GatewayConfig load(String yaml) {
        return load(yaml, Map.of(), List.of(), null);
    }

    /** The configuration that all these make; a {@code yaml} of null is no file. */
    GatewayConfig load(
            @Nullable String yaml, Map<String, String> environment, List<String> sets, @Nullable Integer port) {
        if (yaml != null) {
            write(ConfigFile.DEFAULT_NAME, yaml);
        }
        return ConfigLoader.load(new ConfigSources(null, environment, sets, port), directory);
    }

    /** What is wrong with {@code yaml} as {@code config/quotegate.yaml}. */
    List<String> problems(String yaml) {
        return problems(yaml, Map.of(), List.of(), null);
    }

    /** What is wrong with all these. */
    List<String> problems(
            @Nullable String yaml, Map<String, String> environment, List<String> sets, @Nullable Integer port) {
        ConfigException refusal =
                catchThrowableOfType(ConfigException.class, () -> load(yaml, environment, sets, port));
        return refusal == null ? List.of() : refusal.problems();
    }

    void write(String name, String text) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
