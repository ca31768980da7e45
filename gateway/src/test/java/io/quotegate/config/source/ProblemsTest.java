package io.quotegate.config.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
    private final Problems problems = new Problems();

    @Test
    void tellAllOfThemInTheOrderTheyWereFound() {
        problems.refuse("file:2", "server.port", "x", "0..65535");
        problems.add("--set a", "no key and value");
        assertThat(problems.all())
                .containsExactly("file:2: server.port: x (expected: 0..65535)", "--set a: no key and value");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://me:secret@host/q, jdbc:postgresql://***@host/q",
        "jdbc:postgresql://host/q?password=abc&x=1, jdbc:postgresql://host/q?password=***&x=1",
        "TOKEN=abc, TOKEN=***"
    })
    void printNoSecrets(String written, String told) {
        problems.refuse("file:1", "store.path", written, "a path");
        assertThat(problems.all()).containsExactly("file:1: store.path: " + told + " (expected: a path)");
    }

    @Test
    void hideASecretBeforeTheyCutWhatIsLong() {
        String shown = Problems.shown("jdbc:postgresql://" + "u".repeat(70) + "@host/" + "d".repeat(100));
        assertThat(shown).startsWith("jdbc:postgresql://***@host/d").hasSize(83).endsWith("...");
    }

    @Test
    void stayOnALineEach() {
        problems.add("file:1", "a\r\nb\u0007c");
        assertThat(problems.all()).containsExactly("file:1: a b c");
        assertThat(Problems.shown(" \t")).isEqualTo("empty");
    }
}
