package io.quotegate.cli.token;

import io.quotegate.auth.TokenFile;
import io.quotegate.cli.option.UsageException;
import io.quotegate.config.ConfigException;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which file of tokens is meant. */
final class TokenFileOption {
    @Option(
            names = "--file",
            paramLabel = "F",
            description = "The file of tokens (default: what auth.tokens-file says in the configuration).")
    private @Nullable Path file;

    /**
     * Where it is.
     *
     * @throws UsageException if nobody says so
     */
    private Path path() {
        Path path = file == null ? configured() : file;
        if (path == null) {
            throw new UsageException("--file: missing (expected: a file, as auth.tokens-file is not set either)");
        }
        return path;
    }

    TokenFile open() {
        return new TokenFile(path());
    }

    private static @Nullable Path configured() {
        try {
            return ConfigLoader.load(ConfigSources.ofProcess(null, List.of(), null))
                    .tokens();
        } catch (ConfigException e) {
            throw new UsageException(
                    "--file: missing, and the configuration cannot be used:\n  " + String.join("\n  ", e.problems()));
        }
    }
}
