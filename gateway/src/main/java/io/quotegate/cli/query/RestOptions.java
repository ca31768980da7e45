package io.quotegate.cli.query;

import io.quotegate.cli.client.RestClient;
import io.quotegate.cli.option.ClientOptions;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How commands that ask once, over HTTP, are told where, and how to show the answer. */
final class RestOptions {
    @Option(names = "--json", description = "One JSON object per line instead of a table.")
    private boolean json;

    @Mixin
    private ClientOptions where = new ClientOptions();

    boolean json() {
        return json;
    }

    ClientOptions where() {
        return where;
    }

    /**
     * A client of the gateway.
     *
     * @throws io.quotegate.cli.option.UsageException for options that make no sense
     */
    RestClient connect() throws IOException {
        return new RestClient(where.address());
    }
}
