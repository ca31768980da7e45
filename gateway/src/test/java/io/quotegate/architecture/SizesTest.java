package io.quotegate.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds rooms and classes to a size that can be read. */
class SizesTest {
    private static final int MOST_TYPES = 25;
    private static final int MOST_LINES = 250;
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void aPackageHasAtMostTwentyFiveTypes() {
        Map<String, Long> tooMany = sources()
                .collect(Collectors.groupingBy(
                        source -> PROJECT.relativize(source.getParent()).toString(),
                        TreeMap::new,
                        Collectors.counting()));
        tooMany.values().removeIf(types -> types <= MOST_TYPES);
        assertThat(tooMany).as("packages of more than %d types", MOST_TYPES).isEmpty();
    }

    @Test
    void aClassHasAtMostTwoHundredAndFiftyLinesOfCode() {
        Map<String, Integer> tooLong = sources()
                .collect(Collectors.toMap(
                        source -> PROJECT.relativize(source).toString(),
                        source -> codeLines(read(source)),
                        Integer::sum,
                        TreeMap::new));
        tooLong.values().removeIf(lines -> lines <= MOST_LINES);
        assertThat(tooLong)
                .as("classes of more than %d lines of code", MOST_LINES)
                .isEmpty();
    }

    @Test
    void countsNeitherImportsNorBlanksNorComments() {
        List<String> source = List.of(
                "package a;",
                "",
                "import b.C;",
                "/**",
                " * What it is.",
                " */",
                "final class A { // counts",
                "    // does not",
                "    /* nor this */",
                "    int a; /* counts, and goes on",
                "    here */",
                "}");
        assertThat(codeLines(source)).isEqualTo(3);
    }

    private static Stream<Path> sources() {
        return Stream.of("codecs", "feeds", "gateway", "bench").flatMap(module -> {
            Path main = PROJECT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(main)) {
                return files
                        .filter(file -> file.toString().endsWith(".java") && !file.endsWith("package-info.java"))
                        .toList()
                        .stream();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static List<String> read(Path source) {
        try {
            return Files.readAllLines(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int codeLines(List<String> source) {
        int lines = 0;
        boolean comment = false;
        for (String line : source) {
            String code = line.strip();
            boolean begins = code.startsWith("/*");
            if (!comment
                    && !begins
                    && !code.isEmpty()
                    && !code.startsWith("//")
                    && !code.startsWith("import ")
                    && !code.startsWith("package ")) {
                lines++;
            }
            int opened = code.lastIndexOf("/*");
            int closed = code.lastIndexOf("*/");
            comment = opened > closed || comment && closed < 0;
        }
        return lines;
    }
}
