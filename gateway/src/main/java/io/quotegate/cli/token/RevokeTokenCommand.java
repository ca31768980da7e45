package io.quotegate.cli.token;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code token revoke}. */
@Command(
        name = "revoke",
        description = "Takes a token out of the file; a gateway ends its connections within 10 s.",
        mixinStandardHelpOptions = true)
final class RevokeTokenCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "NAME", description = "Whose it is.")
    private String name = "";

    @Mixin
    private TokenFileOption file = new TokenFileOption();

    @Override
    public Integer call() throws IOException {
        file.open().revoke(name);
        spec.commandLine().getErr().println(name + ": revoked");
        return ExitCode.OK;
    }
}
