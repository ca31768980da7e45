package io.quotegate.cli.load;

import io.quotegate.cli.option.Durations;
import io.quotegate.cli.option.TlsOptions;
import io.quotegate.cli.option.TokenOption;
import io.quotegate.cli.option.UsageException;
import io.quotegate.cli.print.BarText;
import io.quotegate.cli.process.StandardStreams;
import io.quotegate.tls.ClientTls;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code load}: an open-loop load test. */
@Command(
        name = "load",
        description = "Sends requests at a fixed rate and measures each from the moment it was due.",
        footer = "Exit code 1 when the rate is missed by more than 1%% or there are more errors than allowed.",
        mixinStandardHelpOptions = true)
public final class LoadCommand implements Callable<Integer> {
    private static final Path REPORT = Path.of("log", "load_test.log");
    private static final int PROGRESS_MS = 200;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--target",
            paramLabel = "URL",
            defaultValue = "ws://127.0.0.1:8080/courses",
            description = "ws://, http:// or tcp://, over TLS wss://, https:// or tcps:// (default: ${DEFAULT-VALUE}).")
    private URI target = URI.create("ws://127.0.0.1:8080/courses");

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private TokenOption token = new TokenOption();

    @Option(names = "--rate", paramLabel = "N", defaultValue = "1500", description = "Requests/s (${DEFAULT-VALUE}).")
    private int rate = 1500;

    @Option(
            names = "--duration",
            paramLabel = "D",
            defaultValue = "30s",
            description = "For how long (default: ${DEFAULT-VALUE}).")
    private String duration = "30s";

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "16",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int connections = 16;

    @Option(
            names = "--max-errors",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many are allowed (default: ${DEFAULT-VALUE}).")
    private long maxErrors;

    @Override
    public Integer call() throws Exception {
        LoadPlan plan = plan();
        LoadResult result = run(plan);
        PrintWriter out = spec.commandLine().getOut();
        out.print(result.report());
        out.flush();
        write(result);
        return result.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** TLS by the scheme of the target, or by an option. */
    private @Nullable ClientTls believed() throws IOException {
        ClientTls believed = tls.believed();
        String scheme = target.getScheme();
        return believed == null && scheme != null && scheme.endsWith("s") && !scheme.equals("ws")
                ? ClientTls.USUAL
                : believed;
    }

    private LoadPlan plan() throws IOException {
        ClientTls believed = believed();
        Duration span = Durations.parse("--duration", duration);
        try {
            return new LoadPlan(target, believed, token.token(), rate, span, connections, maxErrors);
        } catch (IllegalArgumentException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }

    private static LoadResult run(LoadPlan plan) throws IOException, InterruptedException {
        if (!StandardStreams.errIsTerminal()) {
            return new LoadTest(plan, sent -> {}).run();
        }
        ProgressBarBuilder builder = new ProgressBarBuilder()
                .setTaskName("load")
                .setInitialMax(plan.requests())
                .setRenderer(new BarText("", 1))
                .setUpdateIntervalMillis(PROGRESS_MS);
        AtomicReference<@Nullable ProgressBar> bar = new AtomicReference<>();
        try {
            return new LoadTest(plan, sent -> show(bar, builder, sent)).run();
        } finally {
            ProgressBar drawn = bar.get();
            if (drawn != null) {
                drawn.close();
            }
        }
    }

    /** Draws the bar, which is only begun when the first request is sent: what cannot connect shows none. */
    private static void show(AtomicReference<@Nullable ProgressBar> bar, ProgressBarBuilder builder, long sent) {
        ProgressBar drawn = bar.get();
        if (drawn == null) {
            drawn = builder.build();
            bar.set(drawn);
        }
        drawn.stepTo(sent);
    }

    private static void write(LoadResult result) throws IOException {
        Files.createDirectories(REPORT.getParent());
        Files.writeString(REPORT, result.report(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
