package io.quotegate.config;

import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Finds settings among environment variables: {@code server.port} is {@code QUOTEGATE_SERVER_PORT}. Others that begin so
 * may be somebody else's, as Kubernetes', and are only warned of. Any thread.
 */
final class EnvironmentReader {
    /** Variables that begin like ours and are no settings: of the wrapper, of tests, of commands. */
    private static final Set<String> NO_SETTINGS = Set.of("QUOTEGATE_CACHE", "QUOTEGATE_CAPTURES", "QUOTEGATE_TOKEN");

    private EnvironmentReader() {}

    /** Gives {@code taker} what is set in {@code environment}, by name. */
    static void read(Map<String, String> environment, Problems problems, BiConsumer<Setting<?>, RawValue> taker) {
        new TreeMap<>(environment).forEach((variable, text) -> {
            Setting<?> setting = SettingIndex.findVariable(variable);
            String origin = "environment " + variable;
            if (setting != null) {
                taker.accept(setting, setting.raw(origin, text));
            } else if (variable.startsWith(ConfigSources.VARIABLE_PREFIX) && !NO_SETTINGS.contains(variable)) {
                String nearest = SettingIndex.nearestVariable(variable);
                problems.warn(origin, "unknown variable, passed over (did you mean " + nearest + "?)");
            }
        });
    }
}
