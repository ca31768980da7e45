package io.quotegate.cli.token;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.api.Right;
import io.quotegate.auth.Token;
import io.quotegate.cli.print.AlignedRows;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code token list}. */
@Command(name = "list", description = "Whose tokens there are, and what they may do.", mixinStandardHelpOptions = true)
final class ListTokensCommand implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();
    private static final AlignedRows ROWS = AlignedRows.of(AlignedRows.left(20), AlignedRows.left(20));

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    @Mixin
    private TokenFileOption file = new TokenFileOption();

    @Override
    public Integer call() throws IOException {
        List<Token> tokens = file.open().tokens();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            tokens.forEach(token -> out.println(object(token)));
        } else {
            table(tokens, out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private static ObjectNode object(Token token) {
        ObjectNode object = JSON.createObjectNode().put("name", token.name());
        token.rights().forEach(right -> object.withArray("rights").add(right.wireName()));
        return object.put("created", token.created().toString());
    }

    private static void table(List<Token> tokens, PrintWriter out) {
        out.println(ROWS.row("name", "created", "rights"));
        tokens.forEach(
                token -> out.println(ROWS.row(token.name(), token.created().toString(), rights(token))));
    }

    private static String rights(Token token) {
        return token.rights().stream().map(Right::wireName).collect(Collectors.joining(","));
    }
}
