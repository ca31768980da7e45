package io.quotegate.cli.token;

import io.quotegate.api.Right;
import io.quotegate.auth.Token;
import io.quotegate.auth.TokenFile;
import io.quotegate.cli.option.UsageException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token add}. */
@Command(
        name = "add",
        description = "Makes a token and prints it, once: the file has only its SHA-256.",
        mixinStandardHelpOptions = true)
final class AddTokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "Whose it is: " + Token.NAME_EXPECTED + '.')
    private String name = "";

    @Option(
            names = "--rights",
            paramLabel = "a,b",
            split = ",",
            description = "Of quotes, files, interactive, relay, metrics and admin (default: all but admin).")
    private List<String> rights = new ArrayList<>();

    @Mixin
    private TokenFileOption file = new TokenFileOption();

    @Override
    public Integer call() throws IOException {
        if (!Token.isName(name)) {
            throw new UsageException("NAME: " + name + " (expected: " + Token.NAME_EXPECTED + ')');
        }
        Set<Right> given = rights();
        TokenFile tokens = file.open();
        String token = tokens.add(name, given);
        spec.commandLine().getOut().println(token);
        spec.commandLine().getOut().flush();
        spec.commandLine()
                .getErr()
                .println(name + " in " + tokens.path() + ": " + text(given) + "; it is not shown again");
        return ExitCode.OK;
    }

    private Set<Right> rights() {
        if (rights.isEmpty()) {
            return Right.USUAL;
        }
        Set<Right> given = EnumSet.noneOf(Right.class);
        for (String one : rights) {
            Right right = Right.ofWireName(one.strip());
            if (right == null) {
                throw new UsageException("--rights: " + one + " (expected: some of " + text(EnumSet.copyOf(Right.GIVEN))
                        + ", with commas between)");
            }
            given.add(right);
        }
        return given;
    }

    private static String text(Set<Right> rights) {
        return rights.stream().map(Right::wireName).collect(Collectors.joining(", "));
    }
}
