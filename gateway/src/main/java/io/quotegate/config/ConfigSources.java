package io.quotegate.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a configuration comes from, the weakest first; what is in none of them has its default. Immutable: any thread.
 *
 * @param file        the file that was named, or null for {@code config/quotegate.yaml}
 * @param environment variables; those not of ours are dropped, so that they cannot end in a log
 * @param sets        what {@code --set} was given, {@code key=value}; the last of a key counts
 * @param port        what {@code --port} was given, or null
 */
public record ConfigSources(
        @Nullable Path file,
        Map<String, String> environment,
        List<String> sets,
        @Nullable Integer port) {
    static final String VARIABLE_PREFIX = "QUOTEGATE_";

    public ConfigSources {
        Map<String, String> ours = new HashMap<>(environment);
        ours.keySet().removeIf(name -> !name.startsWith(VARIABLE_PREFIX));
        environment = Map.copyOf(ours);
        sets = List.copyOf(sets);
    }

    /**
     * What {@code demo} was given: what it keeps is in a directory of its own, whatever the file says, so that it can run
     * beside a gateway on real venues, and it answers as both venues too. The environment and {@code --set} may say otherwise.
     */
    public static ConfigSources ofDemo(List<String> sets, @Nullable Integer port) {
        return demo(System.getenv(), sets, port);
    }

    static ConfigSources demo(Map<String, String> environment, List<String> sets, @Nullable Integer port) {
        Map<String, String> variables = new HashMap<>(Map.of(
                Settings.FILES_DIR.variable(), "data/demo/files",
                Settings.STORE_PATH.variable(), "data/demo/quotegate.db",
                Settings.TLS_DIR.variable(), "data/demo/tls",
                RelayConfig.VENUES.variable(), "okx,binance"));
        variables.putAll(environment);
        return new ConfigSources(null, variables, sets, port);
    }

    /** What {@code feed} was given, where {@code port} is that of a feed node. */
    public static ConfigSources ofFeedNode(@Nullable Path file, List<String> sets, @Nullable Integer port) {
        List<String> all = new ArrayList<>(sets);
        if (port != null) {
            all.add(ClusterConfig.PORT.key() + '=' + port);
        }
        return ofProcess(file, all, null);
    }

    /** What a command was given, and the environment of this process. */
    public static ConfigSources ofProcess(@Nullable Path file, List<String> sets, @Nullable Integer port) {
        return new ConfigSources(file, System.getenv(), sets, port);
    }
}
