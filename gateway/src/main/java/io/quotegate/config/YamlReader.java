package io.quotegate.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Finds settings in YAML. It reads token by token, so that whatever is wrong has a line; scalars stay the text they are,
 * whatever type YAML takes them for, because the key decides what they should be. Confined to one thread.
 */
final class YamlReader {
    private static final int MAX_DEPTH = 8; // deeper than any key, and no more than a stack can bear

    private final ConfigFile file;
    private final YAMLParser parser;
    private final Problems problems;
    private final Consumer<Given> taker;
    private final Map<String, Integer> lines = new HashMap<>(); // of every section and key so far

    private int depth;

    private YamlReader(ConfigFile file, YAMLParser parser, Problems problems, Consumer<Given> taker) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
        this.taker = taker;
    }

    /** Gives {@code taker} the settings in {@code file}; whether all of it is YAML, or else it stops where it is not. */
    static boolean read(ConfigFile file, Problems problems, Consumer<Given> taker) {
        try (YAMLParser parser = new YAMLFactory().createParser(file.text())) {
            return new YamlReader(file, parser, problems, taker).readToTheEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(file.name(), e); // from memory: cannot be
        }
    }

    private boolean readToTheEnd() throws IOException {
        try {
            readDocument();
            return true;
        } catch (JsonProcessingException e) {
            SyntaxError error = SyntaxError.of(e, file.text());
            String place = file.name() + ':' + error.line() + ':' + error.column();
            problems.add(place, "not YAML: " + error.problem());
            return false;
        }
    }

    private void readDocument() throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return; // nothing but comments: all is left to the defaults
        }
        if (token == JsonToken.START_OBJECT) {
            readSection("");
        } else if (token.isStructStart() || !parser.getText().isEmpty()) {
            problems.add(here(), shown() + " (expected: keys and their values)");
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            problems.add(here(), "a second document (expected: one)");
        }
    }

    /** @param prefix its path and a dot, or nothing at the top */
    private void readSection(String prefix) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            String path = prefix + name;
            String origin = here();
            Integer before = lines.putIfAbsent(path, line());
            if (before != null) {
                problems.add(
                        origin, Problems.shown(path) + ": given twice (expected: once, as in line " + before + ')');
            }
            parser.nextToken();
            readValue(path, origin);
        }
    }

    private void readValue(String path, String keyOrigin) throws IOException {
        Setting<?> setting = SettingIndex.find(path);
        if (setting != null) {
            readSetting(setting);
        } else if (parser.currentToken() == JsonToken.START_OBJECT && depth < MAX_DEPTH) {
            int before = lines.size();
            depth++;
            readSection(path + '.');
            depth--;
            if (lines.size() == before && !SettingIndex.isSection(path)) {
                SettingIndex.refuseUnknown(keyOrigin, path, problems); // empty, so no key in it was refused
            }
        } else if (!SettingIndex.isSection(path)) {
            SettingIndex.refuseUnknown(keyOrigin, path, problems);
            parser.skipChildren();
        } else if (parser.currentToken() != JsonToken.VALUE_NULL) { // a section may have all its keys commented out
            problems.refuse(here(), path, shown(), SettingIndex.expectedIn(path));
            parser.skipChildren();
        }
    }

    private void readSetting(Setting<?> setting) throws IOException {
        JsonToken token = parser.currentToken();
        String origin = here();
        if (setting.kind().isList() && token == JsonToken.START_ARRAY) {
            readList(setting);
        } else if (setting.kind().isList() || token.isStructStart() || parser.isCurrentAlias()) {
            problems.refuse(origin, setting.key(), shown(), setting.kind().expected());
            parser.skipChildren();
        } else {
            taker.accept(new Given(setting, origin, List.of(new Given.Part(origin, text()))));
        }
    }

    private void readList(Setting<?> setting) throws IOException {
        String origin = here();
        List<Given.Part> parts = new ArrayList<>();
        boolean plain = true;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken().isStructStart() || parser.isCurrentAlias()) {
                plain = false;
                problems.refuse(here(), setting.key(), shown(), setting.kind().expected());
                parser.skipChildren();
            } else {
                parts.add(new Given.Part(here(), text()));
            }
        }
        if (plain) {
            taker.accept(new Given(setting, origin, parts));
        }
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    private String here() {
        return file.name() + ':' + line();
    }

    private String text() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
    }

    /** The current value as a message calls it. */
    private String shown() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "a section";
            case START_ARRAY -> "a list";
            default -> parser.isCurrentAlias() ? "an alias" : Problems.shown(text());
        };
    }
}
