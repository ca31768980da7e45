package io.quotegate.config;

import com.fasterxml.jackson.core.JsonToken;
import io.quotegate.config.source.ConfigFile;
import io.quotegate.config.source.Problems;
import io.quotegate.config.source.RawValue;
import io.quotegate.config.source.YamlDocument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Finds settings in YAML; the key decides what a value should be. Confined to one thread. */
final class YamlReader {
    private static final int MAX_DEPTH = 8; // deeper than any key, and no more than a stack can bear

    private final YamlDocument document;
    private final Problems problems;
    private final BiConsumer<Setting<?>, RawValue> taker;

    private int depth;

    private YamlReader(YamlDocument document, Problems problems, BiConsumer<Setting<?>, RawValue> taker) {
        this.document = document;
        this.problems = problems;
        this.taker = taker;
    }

    /** Gives {@code taker} the settings in {@code file}; whether all of it is YAML, or else it stops where it is not. */
    static boolean read(ConfigFile file, Problems problems, BiConsumer<Setting<?>, RawValue> taker) {
        return YamlDocument.read(file, problems, document -> new YamlReader(document, problems, taker).readSection(""));
    }

    /** @param prefix its path and a dot, or nothing at the top */
    private void readSection(String prefix) throws IOException {
        for (String path = document.nextKey(prefix); path != null; path = document.nextKey(prefix)) {
            String origin = document.here();
            document.nextValue();
            readValue(path, origin);
        }
    }

    private void readValue(String path, String keyOrigin) throws IOException {
        Setting<?> setting = SettingIndex.find(path);
        if (setting != null) {
            readSetting(setting);
        } else if (document.value() == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
            int before = document.keyCount();
            depth++;
            readSection(path + '.');
            depth--;
            if (document.keyCount() == before && !SettingIndex.isSection(path)) {
                SettingIndex.refuseUnknown(keyOrigin, path, problems); // empty, so no key in it was refused
            }
        } else if (!SettingIndex.isSection(path)) {
            SettingIndex.refuseUnknown(keyOrigin, path, problems);
            document.skip();
        } else if (document.value() != JsonToken.VALUE_NULL) { // a section may have all its keys commented out
            problems.refuse(document.here(), path, document.shown(), SettingIndex.expectedIn(path));
            document.skip();
        }
    }

    private void readSetting(Setting<?> setting) throws IOException {
        String origin = document.here();
        if (setting.kind().isList() && document.value() == JsonToken.START_ARRAY) {
            readList(setting);
        } else if (setting.kind().isList()
                && document.isPlain()
                && !document.text().isBlank()) {
            taker.accept(setting, setting.raw(origin, document.text())); // as elsewhere
        } else if (setting.kind().isList() || !document.isPlain()) {
            problems.refuse(
                    origin, setting.key(), document.shown(), setting.kind().expected());
            document.skip();
        } else {
            taker.accept(setting, new RawValue(origin, List.of(new RawValue.Part(origin, document.text()))));
        }
    }

    private void readList(Setting<?> setting) throws IOException {
        String origin = document.here();
        List<RawValue.Part> parts = new ArrayList<>();
        boolean plain = true;
        while (document.nextValue() != JsonToken.END_ARRAY) {
            String place = document.here();
            String shown = document.shown();
            String text = elementText(setting);
            if (text != null) {
                parts.add(new RawValue.Part(place, text));
            } else {
                plain = false;
                problems.refuse(place, setting.key(), shown, setting.kind().expected());
            }
        }
        if (plain) {
            taker.accept(setting, new RawValue(origin, parts));
        }
    }

    /** The element at hand, of pairs also what they are called; null, and passed over, if it is not to be there. */
    private @Nullable String elementText(Setting<?> setting) throws IOException {
        if (document.isPlain()) {
            return document.text();
        }
        if (setting == Settings.PAIRS && document.value() == JsonToken.START_OBJECT) {
            String members = document.members();
            return members.startsWith("pair=") || members.contains(" pair=") ? members : null;
        }
        document.skip();
        return null;
    }
}
