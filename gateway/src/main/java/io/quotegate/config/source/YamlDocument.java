package io.quotegate.config.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A YAML file, token by token, so that whatever is wrong has a line; scalars stay the text they are, whatever type YAML
 * takes them for. Confined to one thread.
 */
public final class YamlDocument {
    private final ConfigFile file;
    private final YAMLParser parser;
    private final Problems problems;
    private final Map<String, Integer> lines = new HashMap<>(); // of every section and key so far

    /** Reads the keys of the document, from the one after its beginning to its end. */
    @FunctionalInterface
    public interface Body {
        void read(YamlDocument document) throws IOException;
    }

    private YamlDocument(ConfigFile file, YAMLParser parser, Problems problems) {
        this.file = file;
        this.parser = parser;
        this.problems = problems;
    }

    /** Lets {@code body} read {@code file}; whether all of it is YAML, or else it stops where it is not. */
    public static boolean read(ConfigFile file, Problems problems, Body body) {
        try (YAMLParser parser = new YAMLFactory().createParser(file.text())) {
            return new YamlDocument(file, parser, problems).readToTheEnd(body);
        } catch (IOException e) {
            throw new UncheckedIOException(file.name(), e); // from memory: cannot be
        }
    }

    private boolean readToTheEnd(Body body) throws IOException {
        try {
            readDocument(body);
            return true;
        } catch (JsonProcessingException e) {
            SyntaxError error = SyntaxError.of(e, file.text());
            String place = file.name() + ':' + error.line() + ':' + error.column();
            problems.add(place, "not YAML: " + error.problem());
            return false;
        }
    }

    private void readDocument(Body body) throws IOException {
        JsonToken token = parser.nextToken();
        if (token == null) {
            return; // nothing but comments
        }
        if (token == JsonToken.START_OBJECT) {
            body.read(this);
        } else if (token.isStructStart() || !parser.getText().isEmpty()) {
            problems.add(here(), shown() + " (expected: keys and their values)");
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            problems.add(here(), "a second document (expected: one)");
        }
    }

    /** The path of the next key of the section at hand, refused if it was there before; null at the section's end. */
    @Nullable
    public String nextKey(String prefix) throws IOException {
        String name = parser.nextFieldName();
        if (name == null) {
            return null;
        }
        String path = prefix + name;
        Integer before = lines.putIfAbsent(path, line());
        if (before != null) {
            problems.add(here(), Problems.shown(path) + ": given twice (expected: once, as in line " + before + ')');
        }
        return path;
    }

    /** How many different sections and keys there were so far. */
    public int keyCount() {
        return lines.size();
    }

    /** Goes on, from a key to its value or from one element of a list to the next. */
    public JsonToken nextValue() throws IOException {
        return parser.nextToken();
    }

    /** What is at hand. */
    public JsonToken value() {
        return parser.currentToken();
    }

    /** Whether what is at hand is one value, written out. */
    public boolean isPlain() throws IOException {
        return !value().isStructStart() && !parser.isCurrentAlias();
    }

    /** The section at hand as one text, {@code a=1 b=2}; what is no plain value in it is written as what it is. */
    public String members() throws IOException {
        StringJoiner members = new StringJoiner(" ");
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            members.add(name + '=' + (isPlain() ? text() : shown()));
            parser.skipChildren();
        }
        return members.toString();
    }

    /** Passes over what is at hand. */
    public void skip() throws IOException {
        parser.skipChildren();
    }

    /** The place of what is at hand, as problems name it. */
    public String here() {
        return file.name() + ':' + line();
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }

    /** The value at hand as it is written, empty for none. */
    public String text() throws IOException {
        return value() == JsonToken.VALUE_NULL ? "" : parser.getText();
    }

    /** The value at hand as a message calls it. */
    public String shown() throws IOException {
        return switch (value()) {
            case START_OBJECT -> "a section";
            case START_ARRAY -> "a list";
            default -> parser.isCurrentAlias() ? "an alias" : Problems.shown(text());
        };
    }
}
