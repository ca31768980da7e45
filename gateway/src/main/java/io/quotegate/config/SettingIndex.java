package io.quotegate.config;

import io.quotegate.config.source.NearestName;
import io.quotegate.config.source.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds rows of the table in {@link Settings} by the names people use. Immutable: any thread. */
final class SettingIndex {
    private static final Map<String, Setting<?>> BY_KEY =
            Settings.all().stream().collect(Collectors.toMap(Setting::key, Function.identity()));
    private static final Map<String, Setting<?>> BY_VARIABLE =
            Settings.all().stream().collect(Collectors.toMap(Setting::variable, Function.identity()));

    private SettingIndex() {}

    /** The setting at {@code key}, or null. */
    static @Nullable Setting<?> find(String key) {
        return BY_KEY.get(key);
    }

    /** The setting that the environment calls {@code variable}, or null. */
    static @Nullable Setting<?> findVariable(String variable) {
        return BY_VARIABLE.get(variable);
    }

    /** Whether there are keys below {@code path}. */
    static boolean isSection(String path) {
        return !namesIn(path).isEmpty();
    }

    /** Tells {@code problems} that nothing can be set at {@code key}. */
    static void refuseUnknown(String origin, String key, Problems problems) {
        String shown = Problems.shown(key);
        if (isSection(key)) {
            problems.add(origin, shown + ": a section (expected: " + expectedIn(key) + ')');
        } else {
            problems.add(origin, shown + ": unknown key (did you mean " + nearestKey(key) + "?)");
        }
    }

    /** What a section consists of, in words. */
    static String expectedIn(String section) {
        return "keys in it: " + String.join(", ", namesIn(section));
    }

    private static Set<String> namesIn(String section) {
        String prefix = section + '.';
        Set<String> names = new LinkedHashSet<>();
        for (Setting<?> setting : Settings.all()) {
            if (setting.key().startsWith(prefix)) {
                names.add(setting.key().substring(prefix.length()).replaceFirst("\\..*", ""));
            }
        }
        return names;
    }

    private static String nearestKey(String key) {
        Stream<NearestName.Candidate> keys =
                Settings.all().stream().map(row -> new NearestName.Candidate(row.key(), row.leaf()));
        Stream<NearestName.Candidate> sections = Settings.all().stream()
                .map(Setting::section)
                .filter(section -> !section.isEmpty())
                .distinct()
                .map(section -> new NearestName.Candidate(section, Setting.leafOf(section)));
        return NearestName.of(key, Stream.concat(keys, sections).toList());
    }

    /** The variable that {@code variable} was most likely meant to be. */
    static String nearestVariable(String variable) {
        List<NearestName.Candidate> variables = Settings.all().stream()
                .map(row -> new NearestName.Candidate(row.variable(), row.leafVariable()))
                .toList();
        return NearestName.of(variable, variables);
    }
}
