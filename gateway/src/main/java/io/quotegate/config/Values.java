package io.quotegate.config;

import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds for every setting: what was given last, or its default. Confined to one thread. */
final class Values {
    private final Map<Setting<?>, RawValue> given = new LinkedHashMap<>(); // the last given last
    private final Map<Setting<?>, Object> values = new HashMap<>();

    /** Lets {@code raw} hold for {@code setting}, if it can be used. */
    void put(Setting<?> setting, RawValue raw, Problems problems) {
        Object value = setting.read(raw, problems);
        given.remove(setting);
        given.put(setting, raw);
        if (value == null) {
            values.remove(setting);
        } else {
            values.put(setting, value);
        }
    }

    /** The value that holds. */
    @SuppressWarnings("unchecked") // put by a setting of this type
    <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        return value == null ? setting.defaultValue() : (T) value;
    }

    /** The values that hold of {@code settings}, by key. */
    Map<String, Object> byKey(List<Setting<?>> settings) {
        Map<String, Object> all = new LinkedHashMap<>();
        for (Setting<?> setting : settings) {
            all.put(setting.key(), get(setting));
        }
        return all;
    }

    /** Whether the value that holds can be used: it is the default or was allowed. */
    boolean isUsable(Setting<?> setting) {
        return !given.containsKey(setting) || values.containsKey(setting);
    }

    /** Whether anybody said anything about it, usable or not. */
    boolean isGiven(Setting<?> setting) {
        return given.containsKey(setting);
    }

    /** Where that of {@code settings} was given that was given last: the one that made them disagree. */
    String lastOrigin(Setting<?>... settings) {
        List<Setting<?>> wanted = List.of(settings);
        return given.entrySet().stream()
                .filter(one -> wanted.contains(one.getKey()))
                .map(one -> one.getValue().origin())
                .reduce("default", (before, after) -> after);
    }

    /** The value that holds, as it was written. */
    String text(Setting<?> setting) {
        RawValue written = given.get(setting);
        return String.join(", ", written == null ? setting.defaultTexts() : written.texts());
    }
}
