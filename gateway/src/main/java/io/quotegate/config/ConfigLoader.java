package io.quotegate.config;

import io.quotegate.config.fiat.FiatReader;
import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import io.quotegate.market.ReferenceRates;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the configuration: the defaults, then the file, the environment, {@code --set} and {@code --port}, each
 * overriding those before it; and the reference rates. Whatever is wrong in any of them, overridden or not, is told at
 * once. Any thread; reads files.
 */
public final class ConfigLoader {
    private static final Logger LOG = LoggerFactory.getLogger(ConfigLoader.class);
    private static final Path WORKING_DIRECTORY = Path.of("");

    private ConfigLoader() {}

    /**
     * The configuration that {@code sources} make.
     *
     * @throws ConfigException if anything in them is wrong
     */
    public static GatewayConfig load(ConfigSources sources) {
        return load(sources, WORKING_DIRECTORY);
    }

    /**
     * Everything that is wrong with {@code sources}, one line each, and with the places they name, which are not written
     * to; empty if a gateway can run so. Blocks.
     */
    public static List<String> check(ConfigSources sources) {
        return check(sources, WORKING_DIRECTORY);
    }

    static List<String> check(ConfigSources sources, Path directory) {
        Problems problems = new Problems();
        try {
            Values values = new Values();
            Places.check(load(sources, directory, values, problems), values, problems);
            return problems.all();
        } catch (ConfigException e) {
            return e.problems();
        }
    }

    /** What the file is called that {@link #load} reads: the one named, or the default one, or the copy in the jar. */
    public static String fileName(ConfigSources sources) {
        return ConfigFile.nameOf(sources.file(), WORKING_DIRECTORY);
    }

    /** What the file of reference rates is called that {@link #load} reads, or the copy in the jar. */
    public static String fiatFileName() {
        return ConfigFile.fiatNameOf(WORKING_DIRECTORY);
    }

    static GatewayConfig load(ConfigSources sources, Path directory) {
        return load(sources, directory, new Values(), new Problems());
    }

    private static GatewayConfig load(ConfigSources sources, Path directory, Values values, Problems problems) {
        BiConsumer<Setting<?>, RawValue> taker = (setting, raw) -> values.put(setting, raw, problems);
        ConfigFile file = ConfigFile.open(sources.file(), directory, problems);
        boolean complete = file != null && YamlReader.read(file, problems, taker);
        EnvironmentReader.read(sources.environment(), problems, taker);
        problems.warnings().forEach(LOG::warn);
        ArgumentReader.read(sources.sets(), sources.port(), problems, taker);
        if (complete) { // or else what is missing could be what settles them
            CrossChecks.check(values, problems);
        }
        ConfigFile fiat = ConfigFile.openFiat(directory, problems);
        ReferenceRates references = fiat == null ? null : FiatReader.read(fiat, problems);
        if (references == null || !problems.all().isEmpty()) {
            throw new ConfigException(problems.all());
        }
        return GatewayConfig.of(values, references);
    }
}
