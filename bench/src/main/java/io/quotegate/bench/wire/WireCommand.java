package io.quotegate.bench.wire;

import io.quotegate.bench.wire.scenario.WireSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wire}: servers and loads as processes of their own, over real sockets. */
@Command(
        name = "wire",
        description = "Compares servers, each a process of its own on one core, under a load from another core.",
        footer = {
            "",
            "Servers: quotegate, floor, netty, vertx, jetty, undertow, grpc-netty; variants are quotegate:KEY=VALUE+KEY=VALUE (as",
            "--set of serve) and floor:5ms (its batch interval). Durations are <n>(us|ms|s|m|h|d).",
            "Exit code 0 if all was measured, 1 if a scenario failed, 2 for wrong usage."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class WireCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILURE = 1;

    private final List<String> arguments;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--scenario",
            paramLabel = "A,B",
            split = ",",
            description = "What to measure: ${COMPLETION-CANDIDATES} (default: all but attacks).")
    private List<ScenarioName> scenarios = new ArrayList<>();

    @Mixin
    private WireOptions options = new WireOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "log/wire",
            description = "Where wire.md, wire.json and the pictures go (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("log", "wire");

    private WireCommand(List<String> arguments) {
        this.arguments = arguments;
    }

    /** Runs the command and returns its exit code. */
    public static int execute(String... arguments) {
        return commandLine(arguments).execute(arguments);
    }

    static CommandLine commandLine(String... arguments) {
        CommandLine commandLine = new CommandLine(new WireCommand(List.of(arguments)));
        commandLine.setCaseInsensitiveEnumValuesAllowed(true);
        commandLine.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("wire: " + failure.getMessage());
            return FAILURE;
        });
        return commandLine;
    }

    @Override
    public Integer call() throws Exception {
        WireSettings settings;
        try {
            settings = options.settings();
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        Set<ScenarioName> wanted = scenarios.isEmpty() ? ScenarioName.usual() : EnumSet.copyOf(scenarios);
        String command = "java -jar benchmarks.jar wire " + String.join(" ", arguments);
        WireRun run = new WireRun(settings, out, spec.commandLine().getOut());
        return run.run(wanted, command.strip()) ? OK : FAILURE;
    }
}
