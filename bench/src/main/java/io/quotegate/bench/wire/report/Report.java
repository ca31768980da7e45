package io.quotegate.bench.wire.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A run, written as {@code wire.md}, {@code wire.json} and its pictures.
 *
 * @param machine  what it ran on, in one line
 * @param command  what was typed
 * @param began    when, in UTC
 * @param notes    what a reader must know, for example that nothing was pinned
 * @param sections in the order in which they were measured
 */
public record Report(String machine, String command, String began, List<String> notes, List<Section> sections) {
    private static final String MARKDOWN = "wire.md";
    private static final String JSON = "wire.json";

    public Report {
        notes = List.copyOf(notes);
        sections = List.copyOf(sections);
    }

    /** Writes all files and returns where the Markdown is. */
    public Path write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Set<String> drawn = new HashSet<>();
        for (Section section : sections) {
            for (Picture picture : section.pictures()) {
                Optional<String> svg = picture.svg();
                if (svg.isPresent()) {
                    Files.writeString(directory.resolve(picture.file()), svg.get());
                    drawn.add(picture.file());
                }
            }
        }
        ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        Files.writeString(directory.resolve(JSON), json.writeValueAsString(data()) + '\n');
        return Files.writeString(directory.resolve(MARKDOWN), markdown(drawn));
    }

    private Map<String, Object> data() {
        Map<String, Object> scenarios = new LinkedHashMap<>();
        sections.forEach(section -> scenarios.put(section.name(), section.data()));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("machine", machine);
        all.put("command", command);
        all.put("began", began);
        all.put("notes", notes);
        all.put("scenarios", scenarios);
        return all;
    }

    private String markdown(Set<String> drawn) {
        StringBuilder text = new StringBuilder("# Wire benchmark\n\n");
        text.append(machine)
                .append(". ")
                .append(began)
                .append(".\n\n```\n")
                .append(command)
                .append("\n```\n");
        notes.forEach(note -> text.append("\n- ").append(note));
        if (!notes.isEmpty()) {
            text.append('\n');
        }
        for (Section section : sections) {
            text.append("\n## ")
                    .append(section.name())
                    .append("\n\n")
                    .append(section.text())
                    .append('\n');
            section.failures()
                    .forEach(failure ->
                            text.append("\n**Failed: ").append(failure).append("**\n"));
            section.tables().forEach(table -> text.append('\n').append(table.markdown()));
            for (Picture picture : section.pictures()) {
                text.append(
                        drawn.contains(picture.file())
                                ? "\n![" + picture.caption() + "](" + picture.file() + ")\n"
                                : "\n" + picture.caption() + ": not drawn, because the JDK finds no fonts here.\n");
            }
        }
        return text.toString();
    }
}
