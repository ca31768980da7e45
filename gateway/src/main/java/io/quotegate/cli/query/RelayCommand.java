package io.quotegate.cli.query;

import static io.quotegate.cli.print.AlignedRows.left;
import static io.quotegate.cli.print.AlignedRows.right;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.api.ErrorCode;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.print.AlignedRows;
import io.quotegate.cli.print.Cells;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code relay}: what the relay does. */
@Command(
        name = "relay",
        description = "Tells what the relay does.",
        mixinStandardHelpOptions = true,
        subcommands = RelayCommand.Status.class)
public final class RelayCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about the relay? (expected: status)");
    }

    /** {@code relay status}: prints it. */
    @Command(
            name = "status",
            description = "Prints who the relay's clients are, what it asks of venues, and what it spares them.",
            mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {
        private static final JsonTable CLIENTS = table("venue", List.of("clients", "subscriptions", "refused"));
        private static final JsonTable SOURCES = table(
                "source",
                List.of("connections", "streams", "overheard", "connects", "requests", "messages", "refused"));
        private static final JsonTable REST = table(
                "venue",
                List.of(
                        "requests",
                        "known",
                        "kept",
                        "shared",
                        "questions",
                        "usedWeight",
                        "weightLeft",
                        "limited",
                        "refused",
                        "failures"));

        @Mixin
        private RestOptions options = new RestOptions();

        private static JsonTable table(String name, List<String> numbers) {
            AlignedRows rows = AlignedRows.of(
                    IntStream.concat(IntStream.of(left(20)), numbers.stream().mapToInt(number -> right(13)))
                            .toArray());
            List<String> members =
                    Stream.concat(Stream.of(name), numbers.stream()).toList();
            return new JsonTable(
                    rows,
                    members,
                    each -> members.stream()
                            .map(member -> Cells.text(each, member))
                            .toList());
        }

        @Override
        public Integer call() throws Exception {
            JsonNode answer = options.ask(Status::ask);
            CLIENTS.print(answer.path("clients"), options.json(), options.out());
            SOURCES.print(answer.path("sources"), options.json(), options.out());
            REST.print(answer.path("rest"), options.json(), options.out());
            return ExitCode.OK;
        }

        private static JsonNode ask(RestClient client) throws IOException {
            try {
                return client.get("/v1/relay", Map.of());
            } catch (RefusedException e) {
                if (e.code().equals(ErrorCode.NOT_FOUND.wireName())) {
                    throw new IOException("this gateway relays no venue: relay.venues names none", e);
                }
                throw e;
            }
        }
    }
}
