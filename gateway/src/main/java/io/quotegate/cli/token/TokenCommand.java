package io.quotegate.cli.token;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code token}: who may use the gateway. */
@Command(
        name = "token",
        description = "Makes tokens, lists and revokes them. A gateway takes them up within 10 s.",
        mixinStandardHelpOptions = true,
        subcommands = {AddTokenCommand.class, ListTokensCommand.class, RevokeTokenCommand.class})
public final class TokenCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about tokens? (expected: add, list or revoke)");
    }
}
