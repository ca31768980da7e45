package io.quotegate.cli.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.option.ClientOptions;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code files}: what a gateway offers for download. */
@Command(
        name = "files",
        description = "Lists and fetches the files that a gateway offers.",
        mixinStandardHelpOptions = true,
        subcommands = {FilesCommand.ListFiles.class, GetFilesCommand.class})
public final class FilesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "what about the files? (expected: list or get)");
    }

    /** {@code files list}. */
    @Command(name = "list", description = "Lists the files on offer.", mixinStandardHelpOptions = true)
    static final class ListFiles implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(names = "--json", description = "One JSON object per line instead of a table.")
        private boolean json;

        @Mixin
        private ClientOptions where = new ClientOptions();

        @Override
        public Integer call() throws Exception {
            try (RestClient client = new RestClient(where.address())) {
                JsonNode files = client.get("/v1/files", Map.of()).path("files");
                if (json) {
                    files.forEach(spec.commandLine().getOut()::println);
                } else {
                    FilePrinter.print(files, spec.commandLine().getOut());
                }
            }
            return ExitCode.OK;
        }
    }
}
