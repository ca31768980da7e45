package io.quotegate.cli.serve;

import io.quotegate.app.Gateway;
import io.quotegate.cli.option.UsageException;
import io.quotegate.config.ConfigException;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;

/** Loads configurations for commands. */
final class Configs {
    private Configs() {}

    /**
     * The configuration that {@code sources} make, for this process to run on: Netty is told of it, before any class of it
     * is loaded, how much memory it may have.
     *
     * @throws UsageException naming every problem
     */
    static GatewayConfig load(ConfigSources sources) {
        try {
            GatewayConfig config = ConfigLoader.load(sources);
            Gateway.memory(config).limitNetty();
            return config;
        } catch (ConfigException e) {
            throw new UsageException("the configuration cannot be used:\n  " + String.join("\n  ", e.problems()));
        }
    }
}
