package io.quotegate.bench.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.bench.DurationConverter;
import io.quotegate.bench.chaos.fault.Fault;
import io.quotegate.bench.chaos.fault.FaultPlan;
import io.quotegate.bench.chaos.run.ChaosRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code chaos}: everything between a gateway, its venues and its clients fails by a plan, and what must hold is looked at. */
@Command(
        name = "chaos",
        description = "Makes everything fail between a gateway, its venues and its clients, each a process of its own.",
        footer = {
            "",
            "The same seed and length give the same faults. Needs Linux, and prlimit for disks that are full.",
            "Exit code 0 if everything held, 1 with the first thing that did not, 2 for wrong usage."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
public final class ChaosCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int BROKEN = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--seed", paramLabel = "N", required = true, description = "Which faults are made.")
    private long seed;

    @Option(
            names = "--for",
            paramLabel = "D",
            defaultValue = "10m",
            converter = DurationConverter.class,
            description = "For how long (default: ${DEFAULT-VALUE}).")
    private Duration length = Duration.ofMinutes(10);

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "2",
            description = "How many processes of fourteen clients (default: ${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--slack",
            paramLabel = "D",
            defaultValue = "3s",
            converter = DurationConverter.class,
            description = "How late the gateway may be with what it does in time, on a busy machine (default:"
                    + " ${DEFAULT-VALUE}).")
    private Duration slack = Duration.ofSeconds(3);

    @Option(names = "--plan", description = "Prints which faults would be made, and makes none.")
    private boolean planOnly;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "log/chaos",
            description = "Where logs, data and chaos.txt are kept (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("log", "chaos");

    /** Runs the command and returns its exit code. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new ChaosCommand());
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Fault> plan = FaultPlan.of(seed, length, clients);
        PrintWriter terminal = spec.commandLine().getOut();
        if (planOnly) {
            plan.forEach(terminal::println);
            return OK;
        }
        Path run = Files.createTempDirectory(Files.createDirectories(out), "seed-" + seed + '-');
        try (PrintWriter report = new PrintWriter(run.resolve("chaos.txt").toFile(), UTF_8)) {
            return report(plan, run, line -> {
                terminal.println(line);
                terminal.flush();
                report.println(line);
                report.flush();
            });
        }
    }

    private int report(List<Fault> plan, Path run, Consumer<String> say) throws IOException, InterruptedException {
        say.accept("seed " + seed + ", " + length.toSeconds() + " s, " + plan.size() + " faults; kept in " + run);
        @Nullable String broken;
        try (ChaosRun chaos = new ChaosRun(run, clients, slack, say)) {
            broken = chaos.run(plan);
            chaos.summary().forEach(say);
        }
        say.accept(broken == null ? "everything held" : "broken: " + broken);
        return broken == null ? OK : BROKEN;
    }
}
