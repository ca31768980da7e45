package io.quotegate.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Hand-written messages by name, from a resource of lines {@code name TAB message}; lines with {@code #} are remarks. */
public final class Fixtures {
    private final String resource;
    private final Map<String, String> messages = new LinkedHashMap<>();

    public Fixtures(String resource) {
        this.resource = resource;
        try (InputStream in = Fixtures.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("resource: " + resource + " (expected: one on the class path)");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int tab = line.indexOf('\t');
                messages.put(line.substring(0, tab), line.substring(tab + 1));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Map<String, String> all() {
        return messages;
    }

    /** The message called {@code name}. */
    public String get(String name) {
        String message = messages.get(name);
        if (message == null) {
            throw new IllegalArgumentException("fixture: " + name + " (expected: one of " + resource + ')');
        }
        return message;
    }
}
