package io.quotegate.bench.wire.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Table TABLE = new Table(List.of("server", "us"), List.of(List.of("floor|5ms", "0.25")));

    @Test
    void writesTablesInMarkdown() {
        assertThat(TABLE.markdown()).isEqualTo("""
                | server | us |
                | --- | ---: |
                | floor\\|5ms | 0.25 |
                """);
    }

    @Test
    void refusesRowsOfAnotherWidth() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Table(List.of("a", "b"), List.of(List.of("1"))))
                .withMessageContaining("expected: 2 cells");
    }

    @Test
    void writesEverythingIntoOneDirectory(@TempDir Path directory) throws IOException {
        Picture picture = new Picture("p.svg", "a picture", () -> "<svg/>");
        Section section = new Section(
                "fanout",
                "What was done.",
                List.of(TABLE),
                List.of(picture, new Picture("q.svg", "another", () -> {
                    throw new InternalError("no fonts");
                })),
                Map.of("us", List.of(0.25)),
                List.of("jetty: why"));
        Report report =
                new Report("a machine", "java ... wire", "2026-01-01T00:00:00Z", List.of("a note"), List.of(section));

        Path file = report.write(directory.resolve("new"));

        assertThat(Files.readString(file))
                .contains(
                        "a machine",
                        "java ... wire",
                        "- a note",
                        "## fanout",
                        "What was done.",
                        "Failed: jetty: why",
                        TABLE.markdown())
                .contains("![a picture](p.svg)", "another: not drawn, because the JDK finds no fonts here.");
        assertThat(file.resolveSibling("p.svg")).hasContent("<svg/>");
        assertThat(file.resolveSibling("q.svg")).doesNotExist();
        JsonNode json =
                new ObjectMapper().readTree(file.resolveSibling("wire.json").toFile());
        assertThat(json.at("/scenarios/fanout/us/0").asDouble()).isEqualTo(0.25);
        assertThat(json.get("machine").asText()).isEqualTo("a machine");
    }
}
