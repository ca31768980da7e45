package io.quotegate.cli.serve;

import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code config}: what is right or wrong with a configuration. */
@Command(
        name = "config",
        description = "Looks at configurations.",
        mixinStandardHelpOptions = true,
        subcommands = ConfigCommand.Check.class)
public final class ConfigCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about the configuration? (expected: check)");
    }

    /** {@code config check}. */
    @Command(
            name = "check",
            description = {"Validates a configuration and config/fiat.yaml, naming line, key and what was expected."},
            mixinStandardHelpOptions = true)
    static final class Check implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "FILE",
                description = "Where none is named, config/quotegate.yaml, or the copy inside the jar.")
        private @Nullable Path file;

        @Override
        public Integer call() {
            ConfigSources sources = ConfigSources.ofProcess(file, List.of(), null);
            List<String> problems = ConfigLoader.check(sources);
            if (problems.isEmpty()) {
                spec.commandLine().getOut().println(ConfigLoader.fileName(sources) + ": ok");
                spec.commandLine().getOut().println(ConfigLoader.fiatFileName() + ": ok");
                return ExitCode.OK;
            }
            problems.forEach(spec.commandLine().getErr()::println);
            return ExitCode.USAGE;
        }
    }
}
