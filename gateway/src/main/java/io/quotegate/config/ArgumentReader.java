package io.quotegate.config;

import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds settings among command-line arguments. Any thread. */
final class ArgumentReader {
    private ArgumentReader() {}

    /** Gives {@code taker} what {@code --set} says, then {@code --port}, a name of its own for one setting. */
    static void read(
            List<String> sets, @Nullable Integer port, Problems problems, BiConsumer<Setting<?>, RawValue> taker) {
        for (String set : sets) {
            String origin = "--set " + Problems.shown(set);
            int equals = set.indexOf('=');
            String key = set.substring(0, Math.max(0, equals)).strip();
            Setting<?> setting = SettingIndex.find(key);
            if (key.isEmpty()) {
                problems.add(origin, "no key and value (expected: KEY=VALUE)");
            } else if (setting == null) {
                SettingIndex.refuseUnknown(origin, key, problems);
            } else {
                taker.accept(setting, setting.raw(origin, set.substring(equals + 1)));
            }
        }
        if (port != null) {
            taker.accept(Settings.SERVER_PORT, Settings.SERVER_PORT.raw("--port " + port, port.toString()));
        }
    }
}
