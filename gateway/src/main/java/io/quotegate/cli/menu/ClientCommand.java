package io.quotegate.cli.menu;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.cli.files.FileProgress;
import io.quotegate.cli.option.ClientOptions;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code client}: the interactive menu. */
@Command(
        name = "client",
        description = "An interactive menu: coins, indicators, conversions, files, chat and game.",
        mixinStandardHelpOptions = true)
public final class ClientCommand implements Callable<Integer> {
    /** As the shell says it of a program that SIGINT ended. */
    private static final int INTERRUPTED = 130;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ClientOptions where = new ClientOptions();

    @Override
    public Integer call() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        FileProgress progress = new FileProgress(spec.commandLine().getOut());
        try (Menu menu =
                Menu.open(where.address(), progress, in, spec.commandLine().getOut())) {
            return menu.run() ? INTERRUPTED : ExitCode.OK;
        }
    }
}
