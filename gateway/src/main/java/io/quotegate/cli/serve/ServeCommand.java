package io.quotegate.cli.serve;

import io.quotegate.config.ConfigSources;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code serve}: the gateway on the configured venues. */
@Command(name = "serve", description = "Runs the gateway on the configured venues.", mixinStandardHelpOptions = true)
public final class ServeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration (default: config/quotegate.yaml, or the copy inside the jar).")
    private @Nullable Path file;

    @Option(names = "--port", paramLabel = "N", description = "Sets server.port; 0 is any free one.")
    private @Nullable Integer port;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the configuration; repeatable.")
    private List<String> sets = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        ConfigSources sources = ConfigSources.ofProcess(file, sets, port);
        return GatewayRun.run(Configs.load(sources), sources, spec.commandLine().getOut());
    }
}
