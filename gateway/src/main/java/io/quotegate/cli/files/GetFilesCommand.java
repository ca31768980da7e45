package io.quotegate.cli.files;

import io.quotegate.cli.client.FileFailedException;
import io.quotegate.cli.client.FileFetcher;
import io.quotegate.cli.client.GatewayAddress;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.cli.option.ClientOptions;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code files get}: fetches files. */
@Command(
        name = "get",
        description = {
            "Fetches files: leaves alone what is there and right, goes on with what is there in part, and verifies"
                    + " their SHA-256. Goes on with the others where one cannot be had, and ends with 1 then."
        },
        mixinStandardHelpOptions = true)
final class GetFilesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "As files list shows it.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--all", description = "All that are offered.")
    private boolean all;

    @Option(
            names = "--match",
            paramLabel = "GLOB",
            description = "All whose name is like it ('*.gz'; with a / the whole name: '2026/**'); repeatable.")
    private List<String> globs = new ArrayList<>();

    @Option(names = "--to", paramLabel = "DIR", description = "Where to put them (default: this directory).")
    private Path directory = Path.of("");

    @Mixin
    private ClientOptions where = new ClientOptions();

    @Override
    public Integer call() throws Exception {
        GatewayAddress gateway = where.address();
        if (names.isEmpty() && globs.isEmpty() && !all) {
            throw new ParameterException(spec.commandLine(), "which files? (expected: NAME, --match or --all)");
        }
        FileFetcher fetcher =
                new FileFetcher(gateway, new FileProgress(spec.commandLine().getOut()));
        boolean complete = true;
        Set<String> wanted = new LinkedHashSet<>(names);
        if (all || !globs.isEmpty()) {
            List<String> offered = fetcher.names();
            complete = choose(offered, wanted);
        }
        for (String name : wanted) {
            complete &= fetch(fetcher, name);
        }
        return complete ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Adds what of {@code offered} is wanted; false if a pattern is like nothing. */
    private boolean choose(List<String> offered, Set<String> wanted) {
        if (all) {
            wanted.addAll(offered);
        }
        boolean each = true;
        for (String glob : globs) {
            NamePattern pattern = NamePattern.of(glob);
            List<String> matched = offered.stream().filter(pattern::matches).toList();
            if (matched.isEmpty()) {
                spec.commandLine().getErr().println("quotegate: no file is like " + glob);
                each = false;
            }
            wanted.addAll(matched);
        }
        return each;
    }

    private boolean fetch(FileFetcher fetcher, String name) throws IOException, InterruptedException {
        try {
            spec.commandLine().getOut().println(fetcher.fetch(name, directory).said());
            return true;
        } catch (RefusedException | FileFailedException e) {
            spec.commandLine().getErr().println("quotegate: " + FailureText.of(e));
            return false;
        }
    }
}
