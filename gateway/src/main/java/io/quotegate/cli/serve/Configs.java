package io.quotegate.cli.serve;

import io.quotegate.cli.option.UsageException;
import io.quotegate.config.ConfigException;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;

/** Loads configurations for commands. */
final class Configs {
    private Configs() {}

    /**
     * The configuration that {@code sources} make.
     *
     * @throws UsageException naming every problem
     */
    static GatewayConfig load(ConfigSources sources) {
        try {
            return ConfigLoader.load(sources);
        } catch (ConfigException e) {
            throw new UsageException("the configuration cannot be used:\n  " + String.join("\n  ", e.problems()));
        }
    }
}
