package io.quotegate.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.cli.option.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamePatternTest {
    @ParameterizedTest
    @CsvSource({
        "*.gz, a.gz, true",
        "*.gz, 2026/11/a.gz, true",
        "*.gz, a.gz.txt, false",
        "2026/**, 2026/11/a.gz, true",
        "2026/*, 2026/11/a.gz, false",
        "2026/*, 2025/a, false",
        "'{a,b}?', b1, true",
        "*, 币安.gz, true"
    })
    void isLikeAShells(String glob, String name, boolean matches) {
        assertThat(NamePattern.of(glob).matches(name)).isEqualTo(matches);
    }

    @Test
    void refusesWhatIsNoPattern() {
        assertThatThrownBy(() -> NamePattern.of("[a"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--match: [a (expected: a pattern like '*.gz')");
    }
}
