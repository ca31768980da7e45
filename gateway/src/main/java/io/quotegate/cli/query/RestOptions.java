package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.option.ClientOptions;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How commands that ask once, over HTTP, are told where, ask, and show the answer. */
final class RestOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(names = "--json", description = "JSON instead of a table, one object a line.")
    private boolean json;

    @Mixin
    private ClientOptions where = new ClientOptions();

    /** What is to be asked. */
    @FunctionalInterface
    interface Question<T> {
        T ask(RestClient client) throws IOException;
    }

    boolean json() {
        return json;
    }

    /** Where it is asked, for people. */
    String place() {
        return where.place();
    }

    PrintWriter out() {
        return command.commandLine().getOut();
    }

    /**
     * Asks the gateway.
     *
     * @throws io.quotegate.cli.option.UsageException for options that make no sense
     */
    <T> T ask(Question<T> question) throws IOException {
        try (RestClient client = new RestClient(where.address())) {
            return question.ask(client);
        }
    }

    /** Asks for objects and prints them as {@code table}, or as they are. */
    void print(JsonTable table, Question<JsonNode> question) throws IOException {
        table.print(ask(question), json, out());
    }
}
